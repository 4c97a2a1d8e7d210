//! THE TABLE of what is stored: every entity, its fields, how a value is kept, and how two machines' values are merged.
//! Recording, undo, restore, sync, export and the schema test are all driven by it; the migrations must agree with it.

use crate::domain::Entity;

/// How a value stands in SQL and in the JSON of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text; also words, dates (`2026-11-25`), exact decimals and JSON documents.
    Text,
    /// Whole numbers; also yes/no (1/0) and instants (milliseconds since 1970, UTC).
    Int,
    /// The id of another row: 16 bytes in SQL, hyphenated in JSON.
    Ref,
}

/// What happens when two machines changed the same field apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// The later of the two by (hlc, device) stands.
    Newest,
    /// Long text written by people: both are kept and shown to be settled.
    KeepBoth,
    /// Set when the row is made and never again.
    Never,
}

/// One field of one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub merge: Merge,
}

macro_rules! fields {
    ($($entity:ident { $($name:ident $kind:ident $merge:ident),+ $(,)? })+) => {
        /// The fields of an entity, without the four that every table has (`created_at`, `updated_at`, `created_by`,
        /// `deleted_at`) and the search columns that are worked out when a row is written.
        pub const fn fields(entity: Entity) -> &'static [Field] {
            match entity {
                $(Entity::$entity => &[$(Field { name: stringify!($name), kind: Kind::$kind, merge: Merge::$merge }),+],)+
            }
        }
    };
}

fields! {
    Staff { name Text Newest, kana Text Newest, romaji Text Newest, role Text Newest, work_hours Text Newest, active Int Newest }
    Pharmacy {
        code Text Newest, name Text Newest, kana Text Newest, romaji Text Newest, prefecture Text Newest,
        specialty Text Newest, prescriptions_per_day Int Newest, staff_count Int Newest, expected_revenue Int Newest,
        contract_date Text Newest, device_due Text Newest, device_installed Text Newest, go_live_target Text Newest,
        go_live_actual Text Newest, kickoff_planned Text Newest, kickoff_held Text Newest, purpose Text KeepBoth,
        concerns Text KeepBoth, touch_model Text Newest, regime Text Newest, closed_weekdays Text Newest,
        host_system Text Newest, usm_id Ref Newest, programme_id Text Newest,
    }
    Contact {
        pharmacy_id Ref Never, role Text Newest, name Text Newest, kana Text Newest, channel Text Newest, address Text Newest,
        decides Text Newest,
    }
    Learner {
        code Text Newest, pharmacy_id Ref Newest, name Text Newest, kana Text Newest, romaji Text Newest,
        job Text Newest, years Int Newest, contact Text Newest, preferred_slot Text Newest, meeting_url Text Newest,
        strengths Text KeepBoth, worries Text KeepBoth,
    }
    Enrolment {
        learner_id Ref Never, programme_id Text Never, programme_version Text Newest, programme_hash Text Newest,
        trainer_id Ref Newest, state Text Newest, state_set Int Newest, start_no Int Newest, invited_on Text Newest,
        started_on Text Newest, deadline Text Newest, graduated_on Text Newest, paused_on Text Newest,
        paused_until Text Newest, paused_from Text Newest, pause_reason Text Newest, deferred_until Text Newest,
        defer_reason Text Newest, withdrawn_on Text Newest, withdraw_reason Text Newest, goal_sentence Text KeepBoth,
        purpose_words Text KeepBoth, line_linked_at Int Newest, seminar_interest Int Newest, cohort Text Newest,
    }
    OperationFlow {
        pharmacy_id Ref Never, status Text Newest, steps Text Newest, signoff_rule Text KeepBoth, rush_rule Text KeepBoth,
        outage_rule Text KeepBoth, agreed_on Text Newest, agreed_by Text Newest,
    }
    Appointment {
        kind Text Newest, enrolment_id Ref Never, pharmacy_id Ref Never, session_no Int Newest,
        number_worked_out Int Newest, trainer_id Ref Newest, starts_at Int Newest, zone Text Newest, minutes Int Newest, state Text Newest, waiting_since Int Newest,
        late_minutes Int Newest, rescheduled_from Ref Newest, moves Int Newest, cancel_reason Text Newest,
        cancelled_at Int Newest, override_reason Text Newest, uid Text Newest, sequence Int Newest, meeting_url Text Newest,
    }
    Session {
        appointment_id Ref Never, enrolment_id Ref Never, pharmacy_id Ref Never, part Int Newest, started_at Int Newest,
        ended_at Int Newest, zone Text Newest, actual_minutes Text Newest, mood Int Newest, next_focus Text KeepBoth,
        summary Text KeepBoth, confirmed Int Newest, unconfirmed Text Newest, closed_at Int Newest, closed_by Ref Newest,
        programme_version Text Newest, imported Int Never,
    }
    SessionItem {
        session_id Ref Never, session_no Int Never, item_id Text Never, section Text Never, position Int Never,
        text Text Never, planned_minutes Int Newest, actual_minutes Int Newest, must Int Never, said Int Newest,
        outcome Text Newest, carried_from Int Newest, carry_count Int Newest, note Text KeepBoth,
    }
    Coverage { session_id Ref Never, session_no Int Never, part Int Newest, extent Text Newest }
    Pause { session_id Ref Never, from_at Int Newest, to_at Int Newest, reason Text Newest }
    Note {
        session_id Ref Newest, enrolment_id Ref Newest, pharmacy_id Ref Newest, at Int Newest, minute Int Newest,
        section Text Newest, item_id Text Newest, kind Text Newest, text Text KeepBoth, private Int Newest, target Text Newest,
    }
    RolePlay {
        session_id Ref Never, attempt Int Never, minutes Int Newest, result Text Newest, mean Text Newest,
        comment_good Text KeepBoth, comment_next Text KeepBoth,
    }
    RolePlayRating { role_play_id Ref Never, criterion_id Text Never, score Int Newest, note Text KeepBoth }
    Homework {
        enrolment_id Ref Never, pharmacy_id Ref Never, session_id Ref Never, session_no Int Newest, item_id Text Newest,
        text Text Newest, verify_kind Text Newest, effort_minutes Int Newest, due Text Newest, state Text Newest,
        decided_on Text Newest, decided_in Ref Newest, submitted_at Int Newest, late Int Newest, evidence Text KeepBoth,
        review_note Text KeepBoth,
    }
    Question {
        text Text KeepBoth, asked_in Ref Newest, enrolment_id Ref Never, pharmacy_id Ref Never, state Text Newest,
        promised_by Text Newest, answer Text KeepBoth, answered_at Int Newest, owner_id Ref Newest,
    }
    Voice {
        captured_by Ref Never, captured_at Int Never, session_id Ref Newest, pharmacy_id Ref Newest, learner_id Ref Newest,
        verbatim Text KeepBoth, situation Text KeepBoth, trouble Text KeepBoth, workaround Text KeepBoth, impact Int Newest,
        kind Text Newest, state Text Newest, theme_id Ref Newest,
    }
    Win { enrolment_id Ref Never, session_id Ref Newest, item_id Text Newest, text Text KeepBoth }
    MetricTarget {
        metric_id Text Never, scope Text Never, scope_id Ref Never, value Text Newest, basis Text Newest,
        takes_precedence Int Newest, agreed_with Text Newest, reason Text Newest, valid_from Text Newest,
    }
    MetricReading {
        enrolment_id Ref Never, pharmacy_id Ref Never, metric_id Text Never, value Text Newest, period_end Text Never,
        taken_in Ref Newest, source Text Newest,
    }
    MetricWaiver { enrolment_id Ref Never, metric_id Text Never, reason Text Newest, by_id Ref Newest }
    StageAssessment {
        enrolment_id Ref Never, stage_id Text Newest, signs Text Newest, evidence Text KeepBoth, assessed_on Text Newest,
        assessed_in Ref Newest,
    }
    Judgement {
        enrolment_id Ref Never, made_on Text Newest, made_in Ref Newest, kind Text Newest, result Text Newest,
        detail Text Newest, stage_id Text Newest, made_by Ref Newest, confirmed_by_usm Ref Newest, worked_out Int Newest,
    }
    SupportPlan {
        judgement_id Ref Newest, enrolment_id Ref Never, focus Text KeepBoth, sessions Int Newest,
        next_judgement_on Text Newest, owner_id Ref Newest, agreed_with_learner_on Text Newest, state Text Newest,
    }
    Graduation { enrolment_id Ref Never, date Text Newest, kind Text Newest, letter_sent Int Newest, approved_by Ref Newest }
    GraduationItem { enrolment_id Ref Never, item_id Text Never, done_on Text Newest, reason Text Newest }
    SurveyResponse {
        enrolment_id Ref Never, sent_on Text Newest, score Int Newest, comment Text KeepBoth, declined Int Newest,
        answered_on Text Newest, quote_ok Int Newest,
    }
    HandOver {
        kind Text Never, enrolment_id Ref Never, pharmacy_id Ref Never, from_id Ref Newest, to_id Ref Newest,
        effective_on Text Newest, brief Text KeepBoth, sent_at Int Newest, accepted_at Int Newest,
    }
    StandIn { from_id Ref Newest, to_id Ref Newest, enrolment_id Ref Never, from_on Text Newest, until_on Text Newest }
    FollowUp {
        scope Text Never, scope_id Ref Never, codes Text Newest, points Int Newest, level Text Newest, title Text Newest,
        owner_id Ref Newest, due_on Text Newest, channel Text Newest, state Text Newest, snoozed_until Text Newest,
        result Text KeepBoth, done_at Int Newest,
    }
    Decision {
        day Text Never, scope Text Never, scope_id Ref Never, kind Text Newest, until_on Text Newest, reason Text Newest,
        codes Text Newest,
    }
    Touch { kind Text Newest, at Int Newest, scope Text Never, scope_id Ref Never, text Text KeepBoth, reached Int Newest, by_id Ref Newest }
    Milestone { scope Text Never, scope_id Ref Never, code Text Never, planned_on Text Newest, done_on Text Newest }
    Day { date Text Never, trainer_id Ref Never, closed_at Int Newest }
    Theme {
        title Text Newest, background Text KeepBoth, proposal Text KeepBoth, product_ref Text Newest, answer Text Newest,
        answer_text Text KeepBoth, answered_on Text Newest, sent_on Text Newest,
    }
    VoiceTold { voice_id Ref Never, told_on Text Newest, told_by Ref Newest }
    Setting { key Text Never, value Text Newest }
}

/// The field of that name.
pub fn field(entity: Entity, name: &str) -> Option<&'static Field> {
    fields(entity).iter().find(|f| f.name == name)
}
