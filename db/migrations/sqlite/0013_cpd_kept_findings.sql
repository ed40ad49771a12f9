ALTER TABLE `cpd_entries` ADD `brought_label` text;--> statement-breakpoint
ALTER TABLE `cpd_entries` ADD `spotted_by` text;--> statement-breakpoint
ALTER TABLE `cpd_entries` ADD `spotted_count` integer;--> statement-breakpoint
ALTER TABLE `cpd_entries` ADD `spotted_field` text;