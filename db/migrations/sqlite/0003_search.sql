CREATE TABLE `passages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`toolkit` text NOT NULL,
	`hash` text NOT NULL,
	`indexer` text NOT NULL,
	`toolkit_title` text NOT NULL,
	`kind` text NOT NULL,
	`section` text NOT NULL,
	`section_number` integer NOT NULL,
	`anchor` text NOT NULL,
	`title` text NOT NULL,
	`heading` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passages_toolkit` ON `passages` (`toolkit`,`hash`);--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(title, heading, body, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3 4');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_vocabulary` USING fts5vocab('search_index', 'row');
