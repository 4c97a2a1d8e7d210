//! The only reader of clocks. The core gets the time with every message; nobody else asks for it.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;

/// Milliseconds since the clock was made. It never goes back, and it stands still while the machine sleeps.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mono(pub u64);

impl Mono {
    /// The instant `millis` later.
    pub const fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds since `earlier`; 0 where that lies ahead.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// When something happened, by both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of day: what is stored and shown. It may jump.
    pub wall: DateTime<Utc>,
    /// What timers and key timing go by.
    pub mono: Mono,
}

/// Where the time comes from.
pub trait Clock {
    /// The time now.
    fn now(&self) -> Moment;
    /// Waits until the monotonic clock shows `at`; returns at once when it already does.
    fn until(&self, at: Mono) -> impl Future<Output = ()>;
}

/// The machine's clocks, the wall clock perhaps moved by `--now`.
#[derive(Debug)]
pub struct SystemClock {
    origin: Instant,
    shift: TimeDelta,
    /// Made by the first wait, which has the runtime.
    #[cfg(target_os = "linux")]
    alarm: std::cell::OnceCell<Option<Alarm>>,
}

impl SystemClock {
    /// The machine's own time.
    pub fn new() -> Self {
        Self::shifted(TimeDelta::zero())
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self::shifted(start.signed_duration_since(wall()))
    }

    fn shifted(shift: TimeDelta) -> Self {
        Self {
            origin: instant(),
            shift,
            #[cfg(target_os = "linux")]
            alarm: std::cell::OnceCell::new(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let wall = wall();
        let mono = u64::try_from(instant().saturating_duration_since(self.origin).as_millis()).unwrap_or(u64::MAX);
        Moment { wall: wall.checked_add_signed(self.shift).unwrap_or(wall), mono: Mono(mono) }
    }

    async fn until(&self, at: Mono) {
        let wait = Duration::from_millis(at.since(self.now().mono));
        if wait.is_zero() {
            return;
        }
        #[cfg(target_os = "linux")]
        if let Some(alarm) = self.alarm.get_or_init(|| Alarm::new().ok())
            && alarm.ring_in(wait).await.is_ok()
        {
            return;
        }
        tokio::time::sleep(wait).await;
    }
}

/// A timer of the kernel. The runtime's own wakes up to three times on the way to a moment half a minute off, to move it
/// from one of its wheels to the next.
#[cfg(target_os = "linux")]
#[derive(Debug)]
struct Alarm(tokio::io::unix::AsyncFd<std::sync::Arc<std::os::fd::OwnedFd>>);

#[cfg(target_os = "linux")]
impl Alarm {
    fn new() -> std::io::Result<Self> {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        let fd = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
        Ok(Self(super::tty::watch(std::sync::Arc::new(fd), tokio::io::Interest::READABLE)?))
    }

    /// Waits so long, which is more than nothing. Dropping the future takes the alarm back: it would wake the loop for
    /// nothing.
    async fn ring_in(&self, wait: Duration) -> std::io::Result<()> {
        self.set(wait)?;
        let _taken_back = TakenBack(self);
        loop {
            let mut ready = self.0.readable().await?;
            // An older ring may have left it ready; then there is nothing to read.
            if let Ok(read) = ready.try_io(|fd| Ok(rustix::io::read(fd.get_ref(), &mut [0; 8])?)) {
                return read.map(drop);
            }
        }
    }

    /// Rings once after so long; never when it is zero.
    fn set(&self, wait: Duration) -> std::io::Result<()> {
        use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};
        let zero = Timespec { tv_sec: 0, tv_nsec: 0 };
        let value =
            Timespec { tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX), tv_nsec: wait.subsec_nanos().into() };
        timerfd_settime(
            self.0.get_ref(),
            TimerfdTimerFlags::empty(),
            &Itimerspec { it_interval: zero, it_value: value },
        )?;
        Ok(())
    }
}

#[cfg(target_os = "linux")]
struct TakenBack<'a>(&'a Alarm);

#[cfg(target_os = "linux")]
impl Drop for TakenBack<'_> {
    fn drop(&mut self) {
        // A ring too many costs one wake-up.
        let _ = self.0.set(Duration::ZERO);
    }
}

#[expect(clippy::disallowed_methods, reason = "this module is the one reader of clocks")]
fn instant() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "this module is the one reader of clocks")]
fn wall() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// A clock moved by hand, for everything that must not wait: it stands still until it is told.
#[derive(Debug, Clone)]
pub struct HandClock(Rc<Hand>);

#[derive(Debug)]
struct Hand {
    now: Cell<Moment>,
    moved: Notify,
}

impl HandClock {
    /// A clock that shows `start` and has run for 0 ms.
    pub fn new(start: DateTime<Utc>) -> Self {
        Self(Rc::new(Hand { now: Cell::new(Moment { wall: start, mono: Mono(0) }), moved: Notify::new() }))
    }

    /// Both clocks run on.
    pub fn advance(&self, millis: u32) {
        self.step(millis, i64::from(millis));
    }

    /// Only the wall clock moves: the machine slept, or somebody set the clock.
    pub fn jump(&self, millis: i64) {
        self.step(0, millis);
    }

    fn step(&self, mono: u32, wall: i64) {
        let Moment { wall: before, mono: ran } = self.0.now.get();
        let wall = before.checked_add_signed(TimeDelta::milliseconds(wall)).unwrap_or(before);
        self.0.now.set(Moment { wall, mono: ran.plus(u64::from(mono)) });
        self.0.moved.notify_waiters();
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        self.0.now.get()
    }

    async fn until(&self, at: Mono) {
        loop {
            let moved = self.0.moved.notified();
            if self.now().mono >= at {
                return;
            }
            moved.await;
        }
    }
}

/// The wall clock and the monotonic clock went apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The wall clock when both were last seen in step.
    pub from: DateTime<Utc>,
    /// The wall clock now.
    pub to: DateTime<Utc>,
    /// Milliseconds that the wall clock went ahead of the monotonic one: the machine slept, or somebody set the clock
    /// forward. Below 0: the clock was set back.
    pub skipped: i64,
}

/// Compares the two clocks each time the loop wakes. It has no timer of its own: a sleeping machine wakes nobody.
#[derive(Debug, Default)]
pub struct GapWatch {
    last: Option<Moment>,
}

impl GapWatch {
    /// A difference that drift and NTP do not make.
    const WORTH_TELLING_MS: i64 = 60_000;

    /// Tells of the gap since the last look, if there is one.
    pub fn look(&mut self, now: Moment) -> Option<Gap> {
        let last = self.last.replace(now)?;
        let ran = i64::try_from(now.mono.since(last.mono)).unwrap_or(i64::MAX);
        let skipped = now.wall.signed_duration_since(last.wall).num_milliseconds().saturating_sub(ran);
        (skipped.abs() > Self::WORTH_TELLING_MS).then_some(Gap { from: last.wall, to: now.wall, skipped })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rfc3339: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(rfc3339).expect("a time").to_utc()
    }

    #[test]
    fn a_started_clock_shows_the_start_and_runs_on() {
        let start = at("2026-11-25T09:22:00+09:00");
        let clock = SystemClock::starting_at(start);
        let first = clock.now();
        assert!((first.wall - start).num_seconds().abs() < 5);
        assert!(first.mono.0 < 5_000);
        assert!(clock.now().mono >= first.mono);
    }

    #[test]
    fn a_hand_clock_moves_only_when_told() {
        let clock = HandClock::new(at("2026-11-25T00:00:00Z"));
        clock.advance(1_500);
        clock.jump(-500);
        assert_eq!(clock.now(), Moment { wall: at("2026-11-25T00:00:01Z"), mono: Mono(1_500) });
    }

    #[test]
    fn waiting_ends_when_the_hand_has_moved_far_enough() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let clock = HandClock::new(at("2026-11-25T00:00:00Z"));
        let done = Cell::new(false);
        runtime.block_on(async {
            tokio::join!(
                async {
                    clock.until(Mono(100)).await;
                    done.set(true);
                },
                async {
                    clock.advance(99);
                    tokio::task::yield_now().await;
                    assert!(!done.get());
                    clock.advance(1);
                }
            );
        });
        assert!(done.get());
    }

    /// Counted by the kernel: how often this thread has waited.
    #[cfg(target_os = "linux")]
    fn waits() -> u64 {
        let status = std::fs::read_to_string("/proc/thread-self/status").expect("a status");
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.expect("a count").trim().parse().expect("a number")
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_wait_wakes_once_and_one_that_is_given_up_never() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let clock = SystemClock::new();
            let after = |millis| clock.now().mono.plus(millis);
            clock.until(after(1)).await;
            // Beyond the first wheel of the runtime, which turns once in 64 ms.
            let before = waits();
            for _ in 0..6 {
                let end = after(200);
                clock.until(end).await;
                assert!(clock.now().mono >= end);
            }
            let woken = waits() - before;
            assert!(woken <= 8, "{woken} times for six waits");
            {
                let mut given_up = std::pin::pin!(clock.until(after(20)));
                tokio::select! { biased; () = &mut given_up => panic!("at once"), () = tokio::task::yield_now() => {} }
            }
            let Some(Some(alarm)) = clock.alarm.get() else { panic!("no alarm") };
            std::thread::sleep(Duration::from_millis(40));
            assert!(rustix::io::read(alarm.0.get_ref(), &mut [0; 8]).is_err(), "it rang for nobody");
        });
    }

    #[test]
    fn only_a_gap_of_more_than_a_minute_is_told() {
        let clock = HandClock::new(at("2026-11-25T00:00:00Z"));
        let mut watch = GapWatch::default();
        assert_eq!(watch.look(clock.now()), None);
        clock.advance(3_600_000);
        assert_eq!(watch.look(clock.now()), None);
        clock.jump(60_000);
        assert_eq!(watch.look(clock.now()), None);
        let before = clock.now().wall;
        clock.jump(8 * 3_600_000);
        assert_eq!(watch.look(clock.now()), Some(Gap { from: before, to: clock.now().wall, skipped: 28_800_000 }));
        clock.jump(-7_200_000);
        assert_eq!(watch.look(clock.now()).map(|gap| gap.skipped), Some(-7_200_000));
        assert_eq!(watch.look(clock.now()), None);
    }
}
