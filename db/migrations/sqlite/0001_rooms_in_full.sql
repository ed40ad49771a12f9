CREATE TABLE `room_codes` (
	`room` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `room_codes_code_unique` ON `room_codes` (`code`);--> statement-breakpoint
CREATE TABLE `room_displays` (
	`id` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`secret_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `room_displays_secret_hash_unique` ON `room_displays` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `room_displays_room` ON `room_displays` (`room`);--> statement-breakpoint
CREATE TABLE `team_formats` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`team` text NOT NULL,
	`base` text NOT NULL,
	`body` text NOT NULL,
	`made_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE INDEX `team_formats_team` ON `team_formats` (`organisation`,`team`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `shared_device` integer DEFAULT false NOT NULL;