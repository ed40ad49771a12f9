CREATE TABLE `cpd_registrations` (
	`person` text NOT NULL,
	`regulator` text NOT NULL,
	`position` integer NOT NULL,
	`ends_on` text,
	`chosen_at` integer NOT NULL,
	PRIMARY KEY(`person`, `regulator`)
);
