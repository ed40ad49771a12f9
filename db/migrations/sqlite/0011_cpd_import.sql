CREATE TABLE `cpd_brought_evidence` (
	`owner` text NOT NULL,
	`id` text NOT NULL,
	`fact` text NOT NULL,
	`at` integer NOT NULL,
	`brought_at` integer NOT NULL,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
ALTER TABLE `cpd_entries` ADD `is_unsaved` integer DEFAULT false NOT NULL;