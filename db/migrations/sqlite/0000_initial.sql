CREATE TABLE `one_time_links` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`purpose` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `one_time_links_person` ON `one_time_links` (`person`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`password_hash` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email_unique` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`expires_at` integer NOT NULL,
	`absolute_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`organisation` text,
	`person` text,
	`action` text NOT NULL,
	`object` text NOT NULL,
	`outcome` text NOT NULL,
	`request` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_organisation` ON `audit_log` (`organisation`,`seq`);--> statement-breakpoint
CREATE TABLE `cpd_preferences` (
	`person` text PRIMARY KEY NOT NULL,
	`readiness_hidden` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cpd_entries` (
	`owner` text NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`activity_type` text,
	`date` text,
	`typed_date` text,
	`description` text NOT NULL,
	`learnt` text NOT NULL,
	`impact` text NOT NULL,
	`peer_learning` text NOT NULL,
	`standards` text NOT NULL,
	`minutes` integer,
	`evidence` text NOT NULL,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`submitted_at` integer,
	`revision` integer NOT NULL,
	`writer` text,
	`deleted_at` integer,
	`erased_at` integer,
	PRIMARY KEY(`owner`, `id`)
);
--> statement-breakpoint
CREATE TABLE `cpd_entry_versions` (
	`owner` text NOT NULL,
	`entry` text NOT NULL,
	`revision` integer NOT NULL,
	`written` text NOT NULL,
	`saved_at` integer NOT NULL,
	`kept_at` integer NOT NULL,
	PRIMARY KEY(`owner`, `entry`, `revision`),
	FOREIGN KEY (`owner`,`entry`) REFERENCES `cpd_entries`(`owner`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`organisation` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`fact` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_person_key` ON `evidence` (`person`,`key`);--> statement-breakpoint
CREATE INDEX `evidence_organisation` ON `evidence` (`organisation`,`person`);--> statement-breakpoint
CREATE TABLE `answer_drafts` (
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`item` text NOT NULL,
	`chosen` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `toolkit`, `item`)
);
--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`team` text NOT NULL,
	`toolkit` text NOT NULL,
	`due_on` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_team_toolkit` ON `assignments` (`team`,`toolkit`);--> statement-breakpoint
CREATE INDEX `assignments_organisation` ON `assignments` (`organisation`,`team`);--> statement-breakpoint
CREATE TABLE `learning_facts` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`key` text NOT NULL,
	`fact` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `learning_facts_person_key` ON `learning_facts` (`person`,`toolkit`,`key`);--> statement-breakpoint
CREATE TABLE `reflections` (
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`item` text NOT NULL,
	`release` text NOT NULL,
	`text` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `toolkit`, `item`)
);
--> statement-breakpoint
CREATE TABLE `section_activity` (
	`person` text NOT NULL,
	`toolkit` text NOT NULL,
	`section` text NOT NULL,
	`active_ms` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`person`, `toolkit`, `section`)
);
--> statement-breakpoint
CREATE TABLE `affiliations` (
	`organisation` text NOT NULL,
	`person` text NOT NULL,
	`name` text NOT NULL,
	`job_title` text NOT NULL,
	`administrator` integer NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	PRIMARY KEY(`organisation`, `person`),
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `affiliations_person` ON `affiliations` (`person`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`team` text NOT NULL,
	`person` text NOT NULL,
	`role` text NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	PRIMARY KEY(`team`, `person`),
	FOREIGN KEY (`team`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_person` ON `memberships` (`person`);--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`demonstration` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `teams_organisation` ON `teams` (`organisation`);--> statement-breakpoint
CREATE TABLE `room_commands` (
	`room` text NOT NULL,
	`id` text NOT NULL,
	`person` text,
	`stream` text,
	`seq` integer,
	`mine` integer,
	PRIMARY KEY(`room`, `id`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `room_events` (
	`room` text NOT NULL,
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`body` text NOT NULL,
	`salt` blob,
	`commitment` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`room`, `stream`, `seq`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `room_mine` (
	`room` text NOT NULL,
	`person` text NOT NULL,
	`revision` integer NOT NULL,
	`record` text NOT NULL,
	PRIMARY KEY(`room`, `person`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_mine_person` ON `room_mine` (`person`);--> statement-breakpoint
CREATE TABLE `room_people` (
	`room` text NOT NULL,
	`person` text NOT NULL,
	`role` text NOT NULL,
	`removed` integer NOT NULL,
	PRIMARY KEY(`room`, `person`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_people_person` ON `room_people` (`person`);--> statement-breakpoint
CREATE TABLE `room_presence` (
	`room` text NOT NULL,
	`person` text NOT NULL,
	`from` integer NOT NULL,
	`to` integer NOT NULL,
	PRIMARY KEY(`room`, `person`, `from`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `room_streams` (
	`room` text NOT NULL,
	`stream` text NOT NULL,
	`head` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`room`, `stream`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`team` text NOT NULL,
	`title` text NOT NULL,
	`toolkit` text NOT NULL,
	`release` text NOT NULL,
	`format` text NOT NULL,
	`setup` text NOT NULL,
	`status` text NOT NULL,
	`seat` text NOT NULL,
	`seat_number` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rooms_team` ON `rooms` (`organisation`,`team`,`starts_at`);--> statement-breakpoint
CREATE INDEX `rooms_due` ON `rooms` (`due_at`);--> statement-breakpoint
CREATE INDEX `rooms_status` ON `rooms` (`status`);--> statement-breakpoint
CREATE TABLE `current_releases` (
	`toolkit` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`preview` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `release_media` (
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`hash`, `name`)
);
--> statement-breakpoint
CREATE TABLE `releases` (
	`hash` text NOT NULL,
	`preview` integer NOT NULL,
	`toolkit` text NOT NULL,
	`version` text NOT NULL,
	`source` text NOT NULL,
	`body` text NOT NULL,
	`search` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`hash`, `preview`)
);
--> statement-breakpoint
CREATE INDEX `releases_toolkit` ON `releases` (`toolkit`,`published_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `releases_version` ON `releases` (`toolkit`,`version`) WHERE "releases"."preview" = 0;--> statement-breakpoint
CREATE TABLE `rendered_blocks` (
	`hash` text NOT NULL,
	`renderer` text NOT NULL,
	`part` text NOT NULL,
	`html` text NOT NULL,
	PRIMARY KEY(`hash`, `renderer`, `part`)
);
