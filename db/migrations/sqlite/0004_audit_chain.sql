CREATE TABLE `audit_chain` (
	`id` integer PRIMARY KEY NOT NULL,
	`head` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audit_log` ADD `salt` blob;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `commitment` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `hash` text;