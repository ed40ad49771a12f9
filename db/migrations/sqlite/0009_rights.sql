CREATE TABLE `private_addresses` (
	`person` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `private_addresses_address_unique` ON `private_addresses` (`address`);--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`person` text PRIMARY KEY NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_secret_hash_unique` ON `calendar_feeds` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `mail_queue` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`person` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`numbers` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`claimed` integer NOT NULL,
	`sent_at` integer,
	`gave_up_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_queue_key_unique` ON `mail_queue` (`key`);--> statement-breakpoint
CREATE INDEX `mail_queue_due` ON `mail_queue` (`sent_at`,`gave_up_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `reminder_wishes` (
	`person` text PRIMARY KEY NOT NULL,
	`time` text NOT NULL,
	`with_recall` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`reminded_at` integer
);
--> statement-breakpoint
CREATE TABLE `erasure_receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`lines` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `one_time_links` ADD `address` text;--> statement-breakpoint
CREATE INDEX `audit_log_person` ON `audit_log` (`person`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_log_object` ON `audit_log` (`object`,`seq`);