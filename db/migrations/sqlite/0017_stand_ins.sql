CREATE TABLE `stand_ins` (
	`stand_in` text PRIMARY KEY NOT NULL,
	`person` text,
	`address` text NOT NULL,
	`link` text,
	`until` integer,
	`declined_at` integer
);
--> statement-breakpoint
CREATE INDEX `stand_ins_person` ON `stand_ins` (`person`);--> statement-breakpoint
CREATE INDEX `stand_ins_address` ON `stand_ins` (`address`);--> statement-breakpoint
CREATE INDEX `stand_ins_link` ON `stand_ins` (`link`);