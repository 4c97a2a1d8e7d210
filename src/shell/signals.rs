//! What the system tells the process.

use std::future::Future;
use std::io;

/// A signal that the loop answers. The first of them is answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal window was closed or the connection dropped.
    Hangup,
    /// Somebody asks the program to end.
    Terminate,
    /// The same, from a key of another terminal.
    Interrupt,
    /// The same.
    Quit,
    /// Somebody asks the program to stop for a while.
    Suspend,
    /// It goes on.
    Resume,
    /// The terminal may have another size.
    Resize,
}

/// Where signals come from.
pub trait Signals {
    /// Waits for the next one. Dropping the future loses nothing; several of one kind may come as one.
    fn next(&mut self) -> impl Future<Output = Signal>;
}

#[cfg(unix)]
mod unix {
    use std::future::poll_fn;
    use std::task::Poll;

    use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

    use super::{Signal, Signals, io};

    /// The process's signals. From the first of these on they no longer end or stop it by themselves.
    #[derive(Debug)]
    pub struct ProcessSignals([(Signal, Stream); 7]);

    impl ProcessSignals {
        /// Takes the signals over. Needs a runtime with I/O.
        pub fn new() -> io::Result<Self> {
            Ok(Self([
                (Signal::Hangup, signal(SignalKind::hangup())?),
                (Signal::Terminate, signal(SignalKind::terminate())?),
                (Signal::Interrupt, signal(SignalKind::interrupt())?),
                (Signal::Quit, signal(SignalKind::quit())?),
                (Signal::Suspend, signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?),
                (Signal::Resume, signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?),
                (Signal::Resize, signal(SignalKind::window_change())?),
            ]))
        }
    }

    impl Signals for ProcessSignals {
        async fn next(&mut self) -> Signal {
            poll_fn(|context| {
                for (signal, stream) in &mut self.0 {
                    if let Poll::Ready(Some(())) = stream.poll_recv(context) {
                        return Poll::Ready(*signal);
                    }
                }
                Poll::Pending
            })
            .await
        }
    }
}

#[cfg(unix)]
pub use unix::ProcessSignals;
