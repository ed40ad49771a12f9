CREATE TABLE `evidence_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`evidence` text NOT NULL,
	`person` text NOT NULL,
	`secret_hash` text NOT NULL,
	`made_at` integer NOT NULL,
	`revoked_at` integer,
	`reads` integer DEFAULT 0 NOT NULL,
	`read_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_addresses_secret_hash_unique` ON `evidence_addresses` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `evidence_addresses_person` ON `evidence_addresses` (`person`);--> statement-breakpoint
CREATE TABLE `evidence_statements` (
	`evidence` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`statement` text NOT NULL,
	`signature` text NOT NULL,
	`key` text NOT NULL,
	`signed_at` integer NOT NULL,
	`name` text,
	`salt` blob
);
--> statement-breakpoint
CREATE INDEX `evidence_statements_person` ON `evidence_statements` (`person`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`public_key` text NOT NULL,
	`sealed` blob,
	`made_at` integer NOT NULL,
	`retired_at` integer
);
