-- Revision 0005.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE jobs (
	id TEXT NOT NULL, 
	idempotency_key TEXT NOT NULL, 
	front TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	guild_id BIGINT, 
	channel_id BIGINT, 
	application_id BIGINT, 
	interaction_token TEXT, 
	token_expires_at BIGINT, 
	card_message_id BIGINT, 
	locale TEXT NOT NULL, 
	upload_limit BIGINT, 
	age_restricted BOOLEAN NOT NULL, 
	can_post BOOLEAN NOT NULL, 
	model TEXT NOT NULL, 
	request JSON NOT NULL, 
	gateway TEXT NOT NULL, 
	unit_price BIGINT NOT NULL, 
	price BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	state_at BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	deadline_at BIGINT NOT NULL, 
	next_run_at BIGINT NOT NULL, 
	cancel_requested BOOLEAN NOT NULL, 
	failure_code TEXT, 
	error_id TEXT, 
	delivery_path TEXT, 
	delivered_message_id BIGINT, 
	retry_of TEXT, 
	told_at BIGINT, home_channel_id BIGINT, unit_cost BIGINT DEFAULT '0' NOT NULL, role_ids JSON DEFAULT '[]' NOT NULL, private BOOLEAN DEFAULT 0 NOT NULL, forgotten_at BIGINT, made INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_jobs PRIMARY KEY (id), 
	CONSTRAINT uq_jobs_idempotency_key UNIQUE (idempotency_key)
);
CREATE INDEX ix_jobs_user_id_created_at ON jobs (user_id, created_at);
CREATE TABLE images (
	job_id TEXT NOT NULL, 
	idx INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	format TEXT NOT NULL, 
	bytes BIGINT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	nsfw BOOLEAN, 
	revised_prompt TEXT, removed_at BIGINT, alt_text TEXT, 
	CONSTRAINT pk_images PRIMARY KEY (job_id, idx), 
	CONSTRAINT fk_images_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE TABLE failures (
	id INTEGER NOT NULL, 
	error_id TEXT NOT NULL, 
	job_id TEXT, 
	at BIGINT NOT NULL, 
	code TEXT NOT NULL, 
	category TEXT NOT NULL, 
	http_status INTEGER, 
	retryable BOOLEAN NOT NULL, 
	gateway TEXT, 
	model TEXT, 
	guild_id BIGINT, 
	channel_id BIGINT, 
	user_id BIGINT NOT NULL, 
	attempts INTEGER NOT NULL, 
	charged BIGINT NOT NULL, 
	told TEXT NOT NULL, wanted INTEGER DEFAULT '0' NOT NULL, missing INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_failures PRIMARY KEY (id), 
	CONSTRAINT fk_failures_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_failures_error_id ON failures (error_id);
CREATE INDEX ix_failures_guild_id_at ON failures (guild_id, at);
CREATE INDEX ix_failures_job_id ON failures (job_id);
CREATE TABLE durations (
	gateway TEXT NOT NULL, 
	model TEXT NOT NULL, 
	resolution TEXT NOT NULL, 
	quality TEXT NOT NULL, 
	log_seconds FLOAT NOT NULL, 
	samples INTEGER NOT NULL, 
	CONSTRAINT pk_durations PRIMARY KEY (gateway, model, resolution, quality)
);
CREATE INDEX ix_jobs_guild_id_created_at ON jobs (guild_id, created_at);
CREATE INDEX ix_jobs_created_at ON jobs (created_at);
CREATE INDEX ix_failures_at ON failures (at);
CREATE INDEX ix_failures_guild_id_user_id_at ON failures (guild_id, user_id, at);
CREATE TABLE guilds (
	guild_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	joined_at BIGINT NOT NULL, 
	left_at BIGINT, 
	greeted_at BIGINT, 
	access TEXT NOT NULL, 
	access_reason TEXT NOT NULL, 
	CONSTRAINT pk_guilds PRIMARY KEY (guild_id), 
	CONSTRAINT ck_guilds_access CHECK (access IN ('default', 'allowed', 'blocked'))
);
CREATE TABLE guild_settings (
	guild_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	document JSON NOT NULL, 
	CONSTRAINT pk_guild_settings PRIMARY KEY (guild_id)
);
CREATE TABLE channel_settings (
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	document JSON NOT NULL, 
	CONSTRAINT pk_channel_settings PRIMARY KEY (guild_id, channel_id)
);
CREATE TABLE setting_changes (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	by_user_id BIGINT NOT NULL, 
	area TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	version INTEGER, 
	CONSTRAINT pk_setting_changes PRIMARY KEY (id)
);
CREATE INDEX ix_setting_changes_guild_id_at ON setting_changes (guild_id, at);
CREATE TABLE filters (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	pattern TEXT NOT NULL, 
	note TEXT NOT NULL, 
	by_user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	live BOOLEAN NOT NULL, 
	refused INTEGER NOT NULL, 
	refused_at BIGINT, 
	CONSTRAINT ck_filters_kind CHECK (kind IN ('word', 'pattern'))
);
CREATE INDEX ix_filters_guild_id ON filters (guild_id);
CREATE TABLE blocks (
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	until BIGINT, 
	reason TEXT NOT NULL, 
	by_user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_blocks PRIMARY KEY (guild_id, user_id)
);
CREATE TABLE strikes (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	job_id TEXT, 
	at BIGINT NOT NULL, 
	cleared_at BIGINT, 
	CONSTRAINT pk_strikes PRIMARY KEY (id), 
	CONSTRAINT fk_strikes_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_strikes_guild_id_user_id_at ON strikes (guild_id, user_id, at);
CREATE TABLE reports (
	id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	job_id TEXT NOT NULL, 
	reporter_id BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	card_channel_id BIGINT, 
	card_message_id BIGINT, 
	decision TEXT, 
	decided_by BIGINT, 
	decided_at BIGINT, 
	CONSTRAINT pk_reports PRIMARY KEY (id), 
	CONSTRAINT ck_reports_decision CHECK (decision IN ('keep', 'delete', 'block', 'refund')), 
	CONSTRAINT fk_reports_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id), 
	CONSTRAINT uq_reports_case_id_reporter_id UNIQUE (case_id, reporter_id)
);
CREATE INDEX ix_reports_guild_id_at ON reports (guild_id, at);
CREATE INDEX ix_reports_job_id ON reports (job_id);
CREATE UNIQUE INDEX ux_reports_open_case ON reports (job_id) WHERE decision IS NULL AND id = case_id;
CREATE TABLE mod_actions (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	by_user_id BIGINT, 
	action TEXT NOT NULL, 
	user_id BIGINT, 
	job_id TEXT, 
	reason TEXT NOT NULL, 
	undo JSON, 
	undone_by BIGINT, 
	undone_at BIGINT, 
	log_channel_id BIGINT, 
	log_message_id BIGINT, 
	CONSTRAINT pk_mod_actions PRIMARY KEY (id), 
	CONSTRAINT fk_mod_actions_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_mod_actions_guild_id_at ON mod_actions (guild_id, at);
CREATE TABLE failure_alerts (
	guild_id BIGINT NOT NULL, 
	since BIGINT NOT NULL, 
	failed INTEGER NOT NULL, 
	told_at BIGINT, 
	card_channel_id BIGINT, 
	card_message_id BIGINT, 
	over_at BIGINT, 
	over_told_at BIGINT, 
	CONSTRAINT pk_failure_alerts PRIMARY KEY (guild_id)
);
CREATE TABLE operator_settings (
	"key" TEXT NOT NULL, 
	value JSON NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_operator_settings PRIMARY KEY ("key")
);
CREATE TABLE spending (
	gateway TEXT NOT NULL, 
	slot_start BIGINT NOT NULL, 
	cost BIGINT NOT NULL, 
	gone BIGINT NOT NULL, 
	CONSTRAINT pk_spending PRIMARY KEY (gateway, slot_start), 
	CONSTRAINT ck_spending_cost CHECK (gone >= 0 AND cost >= gone)
);
CREATE TABLE operator_alerts (
	gateway TEXT NOT NULL, 
	code TEXT NOT NULL, 
	model TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	told_at BIGINT, 
	over_at BIGINT, 
	CONSTRAINT pk_operator_alerts PRIMARY KEY (gateway, code, model)
);
CREATE TABLE quota_rules (
	guild_id BIGINT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	measure TEXT NOT NULL, 
	amount BIGINT, 
	CONSTRAINT pk_quota_rules PRIMARY KEY (guild_id, scope, subject_id, measure), 
	CONSTRAINT ck_quota_rules_amount CHECK (amount >= 0)
);
CREATE TABLE quota (
	guild_id BIGINT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	generation INTEGER NOT NULL, 
	slot_start BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	CONSTRAINT pk_quota PRIMARY KEY (guild_id, scope, subject_id, generation, slot_start), 
	CONSTRAINT ck_quota_used CHECK (used >= 0)
)
 WITHOUT ROWID

;
CREATE TABLE quota_resets (
	guild_id BIGINT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	generation INTEGER NOT NULL, 
	CONSTRAINT pk_quota_resets PRIMARY KEY (guild_id, scope, subject_id)
);
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	expires_at BIGINT, 
	reason TEXT NOT NULL, 
	by_user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT ck_grants_used CHECK (used >= 0 AND used <= amount)
);
CREATE INDEX ix_grants_guild_id_scope_subject_id ON grants (guild_id, scope, subject_id);
CREATE TABLE guild_prices (
	guild_id BIGINT NOT NULL, 
	model TEXT NOT NULL, 
	resolution TEXT NOT NULL, 
	quality TEXT NOT NULL, 
	credits BIGINT NOT NULL, 
	CONSTRAINT pk_guild_prices PRIMARY KEY (guild_id, model, resolution, quality), 
	CONSTRAINT ck_guild_prices_credits CHECK (credits >= 0)
);
CREATE TABLE appeals (
	id TEXT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	document JSON NOT NULL, 
	state TEXT NOT NULL, 
	card_channel_id BIGINT, 
	card_message_id BIGINT, 
	decided_by BIGINT, 
	decided_at BIGINT, 
	reason TEXT, 
	job_id TEXT, 
	told_at BIGINT, 
	CONSTRAINT pk_appeals PRIMARY KEY (id), 
	CONSTRAINT ck_appeals_state CHECK (state IN ('open', 'approved', 'denied', 'expired')), 
	CONSTRAINT fk_appeals_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_appeals_guild_id_state ON appeals (guild_id, state);
CREATE INDEX ix_appeals_user_id_state ON appeals (user_id, state);
CREATE TABLE user_settings (
	user_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	document JSON NOT NULL, 
	CONSTRAINT pk_user_settings PRIMARY KEY (user_id)
);
CREATE TABLE favourites (
	user_id BIGINT NOT NULL, 
	job_id TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_favourites PRIMARY KEY (user_id, job_id), 
	CONSTRAINT fk_favourites_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_favourites_job_id ON favourites (job_id);
CREATE TABLE presets (
	user_id BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	document JSON NOT NULL, 
	at BIGINT NOT NULL, 
	deleted_at BIGINT, 
	CONSTRAINT pk_presets PRIMARY KEY (user_id, "key")
);
CREATE TABLE drafts (
	id TEXT NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	document JSON NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id)
);
CREATE INDEX ix_drafts_user_id ON drafts (user_id);
CREATE INDEX ix_drafts_at ON drafts (at);
CREATE TABLE showcase (
	job_id TEXT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	message_id BIGINT, 
	at BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	withdrawn_at BIGINT, 
	told_at BIGINT, 
	CONSTRAINT pk_showcase PRIMARY KEY (job_id), 
	CONSTRAINT fk_showcase_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
);
CREATE INDEX ix_showcase_guild_id ON showcase (guild_id);
CREATE INDEX ix_showcase_due_at ON showcase (due_at);
CREATE TABLE erasures (
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	stand_in BIGINT NOT NULL, 
	CONSTRAINT pk_erasures PRIMARY KEY (user_id)
);
CREATE TABLE farewells (
	digest TEXT NOT NULL, 
	stand_in BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_farewells PRIMARY KEY (digest)
);
CREATE INDEX ix_jobs_untold ON jobs (guild_id, user_id, home_channel_id, state) WHERE told_at IS NULL;
CREATE INDEX ix_jobs_at_work ON jobs (gateway) WHERE state IN ('running', 'submitting', 'unknown');
CREATE TABLE tasks (
	job_id TEXT NOT NULL, 
	idx INTEGER NOT NULL, 
	gateway TEXT NOT NULL, 
	images INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	submit_attempt INTEGER NOT NULL, 
	submit_started_at BIGINT, 
	spent_at BIGINT, 
	not_before BIGINT NOT NULL, 
	remote_id TEXT, 
	failure_code TEXT, 
	http_status INTEGER, 
	CONSTRAINT pk_tasks PRIMARY KEY (job_id, idx), 
	CONSTRAINT fk_tasks_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
)
 WITHOUT ROWID

;
CREATE UNIQUE INDEX ux_tasks_remote_id ON tasks (gateway, remote_id) WHERE remote_id IS NOT NULL;
CREATE TABLE job_events (
	job_id TEXT NOT NULL, 
	epoch INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	from_state TEXT, 
	to_state TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	code TEXT, 
	detail JSON NOT NULL, 
	CONSTRAINT pk_job_events PRIMARY KEY (job_id, epoch), 
	CONSTRAINT fk_job_events_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id)
)
 WITHOUT ROWID

;
CREATE TABLE ledger (
	job_id TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	generation INTEGER NOT NULL, 
	slot_start BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_ledger PRIMARY KEY (job_id, scope, subject_id, kind), 
	CONSTRAINT ck_ledger_kind CHECK (kind IN ('reserve', 'settle', 'release')), 
	CONSTRAINT ck_ledger_sign CHECK ((kind = 'reserve' AND amount >= 0) OR (kind <> 'reserve' AND amount <= 0)), 
	CONSTRAINT fk_ledger_job_id_jobs FOREIGN KEY(job_id) REFERENCES jobs (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
CREATE UNIQUE INDEX ux_ledger_closed ON ledger (job_id, scope, subject_id) WHERE kind <> 'reserve';
