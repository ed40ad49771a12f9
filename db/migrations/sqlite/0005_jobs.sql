CREATE TABLE `job_file_parts` (
	`job` text NOT NULL,
	`part` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`job`, `part`),
	FOREIGN KEY (`job`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`person` text,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`done_steps` integer NOT NULL,
	`all_steps` integer,
	`attempts` integer NOT NULL,
	`not_before` integer NOT NULL,
	`reason` text,
	`file_name` text,
	`file_type` text,
	`file_bytes` integer,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`expires_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`not_before`);--> statement-breakpoint
CREATE INDEX `jobs_person` ON `jobs` (`person`);