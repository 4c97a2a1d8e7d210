-- Schema 1. Released: never edited. Rules between rows are checked when a person records (no REFERENCES, no UNIQUE but
-- the primary key on tables that sync). Instants are milliseconds since 1970 in UTC, dates are local ISO dates, ids 16 bytes.

CREATE TABLE staff (
  id BLOB PRIMARY KEY NOT NULL,
  name TEXT,
  kana TEXT,
  romaji TEXT,
  role TEXT,
  work_hours TEXT,
  active INTEGER,
  folded TEXT,
  folded_kana TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE pharmacy (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT,
  name TEXT,
  kana TEXT,
  romaji TEXT,
  prefecture TEXT,
  specialty TEXT,
  prescriptions_per_day INTEGER,
  staff_count INTEGER,
  expected_revenue INTEGER,
  contract_date TEXT,
  device_due TEXT,
  device_installed TEXT,
  go_live_target TEXT,
  go_live_actual TEXT,
  kickoff_planned TEXT,
  kickoff_held TEXT,
  purpose TEXT,
  concerns TEXT,
  touch_model TEXT,
  regime TEXT,
  closed_weekdays TEXT,
  host_system TEXT,
  usm_id BLOB,
  programme_id TEXT,
  folded TEXT,
  folded_kana TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE contact (
  id BLOB PRIMARY KEY NOT NULL,
  pharmacy_id BLOB,
  role TEXT,
  name TEXT,
  kana TEXT,
  channel TEXT,
  address TEXT,
  decides TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE learner (
  id BLOB PRIMARY KEY NOT NULL,
  code TEXT,
  pharmacy_id BLOB,
  name TEXT,
  kana TEXT,
  romaji TEXT,
  job TEXT,
  years INTEGER,
  contact TEXT,
  preferred_slot TEXT,
  meeting_url TEXT,
  strengths TEXT,
  worries TEXT,
  folded TEXT,
  folded_kana TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE enrolment (
  id BLOB PRIMARY KEY NOT NULL,
  learner_id BLOB,
  programme_id TEXT,
  programme_version TEXT,
  programme_hash TEXT,
  trainer_id BLOB,
  state TEXT,
  state_set INTEGER,
  start_no INTEGER,
  invited_on TEXT,
  started_on TEXT,
  deadline TEXT,
  graduated_on TEXT,
  paused_on TEXT,
  paused_until TEXT,
  paused_from TEXT,
  pause_reason TEXT,
  deferred_until TEXT,
  defer_reason TEXT,
  withdrawn_on TEXT,
  withdraw_reason TEXT,
  goal_sentence TEXT,
  purpose_words TEXT,
  line_linked_at INTEGER,
  seminar_interest INTEGER,
  cohort TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE operation_flow (
  id BLOB PRIMARY KEY NOT NULL,
  pharmacy_id BLOB,
  status TEXT,
  steps TEXT,
  signoff_rule TEXT,
  rush_rule TEXT,
  outage_rule TEXT,
  agreed_on TEXT,
  agreed_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE appointment (
  id BLOB PRIMARY KEY NOT NULL,
  kind TEXT,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  session_no INTEGER,
  number_worked_out INTEGER,
  trainer_id BLOB,
  starts_at INTEGER,
  zone TEXT,
  minutes INTEGER,
  state TEXT,
  waiting_since INTEGER,
  late_minutes INTEGER,
  rescheduled_from BLOB,
  moves INTEGER,
  cancel_reason TEXT,
  cancelled_at INTEGER,
  override_reason TEXT,
  uid TEXT,
  sequence INTEGER,
  meeting_url TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE session (
  id BLOB PRIMARY KEY NOT NULL,
  appointment_id BLOB,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  part INTEGER,
  started_at INTEGER,
  ended_at INTEGER,
  zone TEXT,
  actual_minutes TEXT,
  mood INTEGER,
  next_focus TEXT,
  summary TEXT,
  confirmed INTEGER,
  unconfirmed TEXT,
  closed_at INTEGER,
  closed_by BLOB,
  programme_version TEXT,
  imported INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE session_item (
  id BLOB PRIMARY KEY NOT NULL,
  session_id BLOB,
  session_no INTEGER,
  item_id TEXT,
  section TEXT,
  position INTEGER,
  text TEXT,
  planned_minutes INTEGER,
  actual_minutes INTEGER,
  must INTEGER,
  said INTEGER,
  outcome TEXT,
  carried_from INTEGER,
  carry_count INTEGER,
  note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE coverage (
  id BLOB PRIMARY KEY NOT NULL,
  session_id BLOB,
  session_no INTEGER,
  part INTEGER,
  extent TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE pause (
  id BLOB PRIMARY KEY NOT NULL,
  session_id BLOB,
  from_at INTEGER,
  to_at INTEGER,
  reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE note (
  id BLOB PRIMARY KEY NOT NULL,
  session_id BLOB,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  at INTEGER,
  minute INTEGER,
  section TEXT,
  item_id TEXT,
  kind TEXT,
  text TEXT,
  private INTEGER,
  target TEXT,
  folded TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE role_play (
  id BLOB PRIMARY KEY NOT NULL,
  session_id BLOB,
  attempt INTEGER,
  minutes INTEGER,
  result TEXT,
  mean TEXT,
  comment_good TEXT,
  comment_next TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE role_play_rating (
  id BLOB PRIMARY KEY NOT NULL,
  role_play_id BLOB,
  criterion_id TEXT,
  score INTEGER,
  note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE homework (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  session_id BLOB,
  session_no INTEGER,
  item_id TEXT,
  text TEXT,
  verify_kind TEXT,
  effort_minutes INTEGER,
  due TEXT,
  state TEXT,
  decided_on TEXT,
  decided_in BLOB,
  submitted_at INTEGER,
  late INTEGER,
  evidence TEXT,
  review_note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE question (
  id BLOB PRIMARY KEY NOT NULL,
  text TEXT,
  asked_in BLOB,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  state TEXT,
  promised_by TEXT,
  answer TEXT,
  answered_at INTEGER,
  owner_id BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE voice (
  id BLOB PRIMARY KEY NOT NULL,
  captured_by BLOB,
  captured_at INTEGER,
  session_id BLOB,
  pharmacy_id BLOB,
  learner_id BLOB,
  verbatim TEXT,
  situation TEXT,
  trouble TEXT,
  workaround TEXT,
  impact INTEGER,
  kind TEXT,
  state TEXT,
  theme_id BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE win (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  session_id BLOB,
  item_id TEXT,
  text TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE metric_target (
  id BLOB PRIMARY KEY NOT NULL,
  metric_id TEXT,
  scope TEXT,
  scope_id BLOB,
  value TEXT,
  basis TEXT,
  takes_precedence INTEGER,
  agreed_with TEXT,
  reason TEXT,
  valid_from TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE metric_reading (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  metric_id TEXT,
  value TEXT,
  period_end TEXT,
  taken_in BLOB,
  source TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE metric_waiver (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  metric_id TEXT,
  reason TEXT,
  by_id BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE stage_assessment (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  stage_id TEXT,
  signs TEXT,
  evidence TEXT,
  assessed_on TEXT,
  assessed_in BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE judgement (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  made_on TEXT,
  made_in BLOB,
  kind TEXT,
  result TEXT,
  detail TEXT,
  stage_id TEXT,
  made_by BLOB,
  confirmed_by_usm BLOB,
  worked_out INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE support_plan (
  id BLOB PRIMARY KEY NOT NULL,
  judgement_id BLOB,
  enrolment_id BLOB,
  focus TEXT,
  sessions INTEGER,
  next_judgement_on TEXT,
  owner_id BLOB,
  agreed_with_learner_on TEXT,
  state TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE graduation (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  date TEXT,
  kind TEXT,
  letter_sent INTEGER,
  approved_by BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE graduation_item (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  item_id TEXT,
  done_on TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE survey_response (
  id BLOB PRIMARY KEY NOT NULL,
  enrolment_id BLOB,
  sent_on TEXT,
  score INTEGER,
  comment TEXT,
  declined INTEGER,
  answered_on TEXT,
  quote_ok INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE hand_over (
  id BLOB PRIMARY KEY NOT NULL,
  kind TEXT,
  enrolment_id BLOB,
  pharmacy_id BLOB,
  from_id BLOB,
  to_id BLOB,
  effective_on TEXT,
  brief TEXT,
  sent_at INTEGER,
  accepted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE stand_in (
  id BLOB PRIMARY KEY NOT NULL,
  from_id BLOB,
  to_id BLOB,
  enrolment_id BLOB,
  from_on TEXT,
  until_on TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE follow_up (
  id BLOB PRIMARY KEY NOT NULL,
  scope TEXT,
  scope_id BLOB,
  codes TEXT,
  points INTEGER,
  level TEXT,
  title TEXT,
  owner_id BLOB,
  due_on TEXT,
  channel TEXT,
  state TEXT,
  snoozed_until TEXT,
  result TEXT,
  done_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE decision (
  id BLOB PRIMARY KEY NOT NULL,
  day TEXT,
  scope TEXT,
  scope_id BLOB,
  kind TEXT,
  until_on TEXT,
  reason TEXT,
  codes TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE touch (
  id BLOB PRIMARY KEY NOT NULL,
  kind TEXT,
  at INTEGER,
  scope TEXT,
  scope_id BLOB,
  text TEXT,
  reached INTEGER,
  by_id BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE milestone (
  id BLOB PRIMARY KEY NOT NULL,
  scope TEXT,
  scope_id BLOB,
  code TEXT,
  planned_on TEXT,
  done_on TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE day (
  id BLOB PRIMARY KEY NOT NULL,
  date TEXT,
  trainer_id BLOB,
  closed_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE theme (
  id BLOB PRIMARY KEY NOT NULL,
  title TEXT,
  background TEXT,
  proposal TEXT,
  product_ref TEXT,
  answer TEXT,
  answer_text TEXT,
  answered_on TEXT,
  sent_on TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE voice_told (
  id BLOB PRIMARY KEY NOT NULL,
  voice_id BLOB,
  told_on TEXT,
  told_by BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE setting (
  id BLOB PRIMARY KEY NOT NULL,
  key TEXT,
  value TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by BLOB,
  deleted_at INTEGER
) WITHOUT ROWID;

-- The spine: what happened, in order, on this machine and on others.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  device BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  actor BLOB,
  action BLOB NOT NULL,
  command TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BLOB NOT NULL,
  op TEXT NOT NULL,
  changes TEXT,
  nonce BLOB,
  v INTEGER NOT NULL,
  undoes BLOB,
  payload_hash BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX event_action ON event (action);

-- Worked out from the log or of this machine alone; nothing here is an event.
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value) WITHOUT ROWID;
CREATE TABLE action (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  device BLOB NOT NULL,
  command TEXT NOT NULL,
  inverts BLOB,
  state TEXT NOT NULL
);
CREATE INDEX action_state ON action (state, seq);
CREATE TABLE draft (
  field TEXT NOT NULL,
  owner_id BLOB NOT NULL,
  text TEXT NOT NULL,
  caret INTEGER NOT NULL,
  beside TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (field, owner_id)
) WITHOUT ROWID;
CREATE TABLE programme (
  id TEXT NOT NULL,
  lang TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  parsed TEXT NOT NULL,
  PRIMARY KEY (id, version, lang, hash)
);
CREATE TABLE holiday (date TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE standing (
  scope TEXT NOT NULL,
  scope_id BLOB NOT NULL,
  v INTEGER NOT NULL,
  trainer_id BLOB,
  pharmacy_id BLOB,
  programme_id TEXT,
  programme_version TEXT,
  programme_hash TEXT,
  state TEXT,
  settled_on TEXT,
  data BLOB NOT NULL,
  carried BLOB,
  PRIMARY KEY (scope, scope_id)
);
CREATE INDEX standing_open ON standing (scope, settled_on);
CREATE INDEX standing_trainer ON standing (trainer_id);

CREATE INDEX learner_pharmacy ON learner (pharmacy_id);
CREATE INDEX learner_code ON learner (code);
CREATE INDEX learner_folded ON learner (folded);
CREATE INDEX learner_folded_kana ON learner (folded_kana);
CREATE INDEX pharmacy_folded ON pharmacy (folded);
CREATE INDEX pharmacy_usm ON pharmacy (usm_id);
CREATE INDEX contact_pharmacy ON contact (pharmacy_id);
CREATE INDEX enrolment_learner ON enrolment (learner_id);
CREATE INDEX enrolment_trainer ON enrolment (trainer_id);
CREATE INDEX operation_flow_pharmacy ON operation_flow (pharmacy_id);
CREATE INDEX appointment_start ON appointment (starts_at);
CREATE INDEX appointment_running ON appointment (starts_at) WHERE state = 'in_progress';
CREATE INDEX appointment_enrolment ON appointment (enrolment_id, starts_at);
CREATE INDEX appointment_pharmacy ON appointment (pharmacy_id, starts_at);
CREATE INDEX appointment_uid ON appointment (uid);
CREATE INDEX session_appointment ON session (appointment_id);
CREATE INDEX session_enrolment ON session (enrolment_id, started_at);
CREATE INDEX session_pharmacy ON session (pharmacy_id, started_at);
CREATE INDEX session_item_session ON session_item (session_id, position);
CREATE INDEX coverage_session ON coverage (session_id);
CREATE INDEX pause_session ON pause (session_id);
CREATE INDEX note_session ON note (session_id, at);
CREATE INDEX note_enrolment ON note (enrolment_id, at);
CREATE INDEX note_pharmacy ON note (pharmacy_id, at);
CREATE INDEX role_play_session ON role_play (session_id, attempt);
CREATE INDEX rating_role_play ON role_play_rating (role_play_id);
CREATE INDEX homework_enrolment ON homework (enrolment_id);
CREATE INDEX homework_open ON homework (enrolment_id)
  WHERE decided_in IS NULL AND decided_on IS NULL AND deleted_at IS NULL;
CREATE INDEX homework_pharmacy ON homework (pharmacy_id);
CREATE INDEX homework_session ON homework (session_id);
CREATE INDEX question_enrolment ON question (enrolment_id);
CREATE INDEX question_pharmacy ON question (pharmacy_id);
CREATE INDEX voice_learner ON voice (learner_id);
CREATE INDEX voice_session ON voice (session_id);
CREATE INDEX win_enrolment ON win (enrolment_id);
CREATE INDEX metric_target_scope ON metric_target (scope_id, metric_id);
CREATE INDEX metric_reading_enrolment ON metric_reading (enrolment_id, metric_id, period_end);
CREATE INDEX metric_reading_pharmacy ON metric_reading (pharmacy_id, metric_id, period_end);
CREATE INDEX metric_waiver_enrolment ON metric_waiver (enrolment_id);
CREATE INDEX stage_enrolment ON stage_assessment (enrolment_id, assessed_on);
CREATE INDEX judgement_enrolment ON judgement (enrolment_id, made_on);
CREATE INDEX support_plan_enrolment ON support_plan (enrolment_id);
CREATE INDEX graduation_enrolment ON graduation (enrolment_id);
CREATE INDEX graduation_item_enrolment ON graduation_item (enrolment_id);
CREATE INDEX survey_enrolment ON survey_response (enrolment_id);
CREATE INDEX hand_over_enrolment ON hand_over (enrolment_id);
CREATE INDEX stand_in_to ON stand_in (to_id);
CREATE INDEX follow_up_scope ON follow_up (scope_id);
CREATE INDEX decision_scope ON decision (scope_id, day);
CREATE INDEX touch_scope ON touch (scope_id, at);
CREATE INDEX milestone_scope ON milestone (scope_id);
