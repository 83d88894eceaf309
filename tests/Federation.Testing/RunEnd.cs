using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Federation.Testing;

/// <summary>What a test run leaves behind when it ends, in whatever way: nothing. Tests clean up after themselves, and
/// this is for those that do not come to it.</summary>
public static class RunEnd
{
    private static readonly ConcurrentStack<Action> CleanUps = new();

    // The runtime ends a process at once on SIGTERM, unless somebody listens. Not with Exit, which waits for tests that
    // run.
    private static readonly PosixSignalRegistration Terminated =
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
    {
        CleanUp();
        Process.GetCurrentProcess().Kill();
    });

    static RunEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();

    /// <summary>Does something when the process ends, before what was asked for earlier.</summary>
    public static void Do(Action cleanUp)
    {
        GC.KeepAlive(Terminated);
        CleanUps.Push(cleanUp);
    }

    /// <summary>Tests may go on meanwhile, and start more.</summary>
    private static void CleanUp()
    {
        while (CleanUps.TryPop(out var cleanUp))
            try
            {
                cleanUp();
            }
            catch (Exception e)
            {
                Console.Error.WriteLine($"Something of the test run is left: {e.Message}");
            }
    }
}
