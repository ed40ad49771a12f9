ALTER TABLE `cpd_entries` ADD `others` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `cpd_entries` ADD `participatory_minutes` integer;