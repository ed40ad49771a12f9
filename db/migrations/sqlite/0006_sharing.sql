CREATE TABLE `share_comments` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`share` text NOT NULL,
	`author` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`share`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `share_comments_id_unique` ON `share_comments` (`id`);--> statement-breakpoint
CREATE INDEX `share_comments_share` ON `share_comments` (`share`);--> statement-breakpoint
CREATE TABLE `share_reads` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`share` text NOT NULL,
	`reader` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`share`) REFERENCES `shares`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `share_reads_share` ON `share_reads` (`share`,`at`);--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`entry` text NOT NULL,
	`reader` text NOT NULL,
	`organisation` text NOT NULL,
	`right` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `shares_owner` ON `shares` (`owner`,`entry`);--> statement-breakpoint
CREATE INDEX `shares_reader` ON `shares` (`reader`);