namespace Federation;

/// <summary>
/// A member's internal id: 16 bytes, of which the first eight are the moment of registration and chance, and the last
/// eight a code over them under the alliance's key. So ids grow with time, and one that the alliance did not make is
/// recognised without asking anyone. Only modules see it: every partner sees its own pairwise name instead
/// (<see cref="MemberNames"/>).
/// </summary>
public readonly record struct MemberId(Guid Value)
{
    /// <summary>Reads what <see cref="ToString"/> wrote, of a text that is known to be good.</summary>
    /// <exception cref="FormatException">It is no UUID.</exception>
    public static MemberId Parse(string text) =>
        Uuids.TryParse(text, out var id) ? new(id) : throw new FormatException($"'{text}' is no member's id.");

    public override string ToString() => Value.ToString("D");
}
