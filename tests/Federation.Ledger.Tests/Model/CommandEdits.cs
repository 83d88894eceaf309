namespace Federation.Ledger.Tests;

/// <summary>A command as it was, but with another envelope.</summary>
internal static class CommandEdits
{
    public static T Carrying<T>(this T command, Func<Envelope, Envelope> change)
        where T : Command => (T)((Command)command with { Envelope = change(command.Envelope) });
}
