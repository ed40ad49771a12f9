CREATE TABLE `diary_entries` (
	`person` text NOT NULL,
	`id` text NOT NULL,
	`date` text NOT NULL,
	`text` text NOT NULL,
	`entry` text,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `id`)
);
--> statement-breakpoint
CREATE INDEX `diary_entries_date` ON `diary_entries` (`person`,`date`);--> statement-breakpoint
CREATE TABLE `notes` (
	`person` text NOT NULL,
	`id` text NOT NULL,
	`toolkit` text NOT NULL,
	`section` text NOT NULL,
	`item` text,
	`quote` text,
	`text` text NOT NULL,
	`release` text NOT NULL,
	`entry` text,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `id`)
);
--> statement-breakpoint
CREATE INDEX `notes_toolkit` ON `notes` (`person`,`toolkit`);--> statement-breakpoint
CREATE TABLE `recall_answers` (
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`item` text NOT NULL,
	`nth` integer NOT NULL,
	`release` text NOT NULL,
	`answer` text NOT NULL,
	`correct` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person`, `toolkit`, `item`, `nth`)
);
--> statement-breakpoint
CREATE TABLE `recall_preferences` (
	`person` text PRIMARY KEY NOT NULL,
	`is_told` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recall_wishes` (
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`item` text NOT NULL,
	`wish` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person`, `toolkit`, `item`)
);
--> statement-breakpoint
ALTER TABLE `section_activity` ADD `read_to` text;