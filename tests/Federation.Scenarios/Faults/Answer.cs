using Federation.Ledger.V1;

namespace Federation.Scenarios;

/// <summary>What a client was told of a command.</summary>
/// <param name="Told">For each request id: its journal, or why it was refused. None of a quote.</param>
/// <param name="Text">All of it: a second answer has the same.</param>
internal sealed record Answer(IReadOnlyList<string> Told, string Text)
{
    private const string JournalPrefix = "journals/";
    private const string QuotePrefix = "quotes/";

    public static Answer Of(Journal journal) => new([journal.Name], journal.ToString());

    public bool Accepted =>
        Quote is not null || (Told.Count > 0 && Told[0].StartsWith(JournalPrefix, StringComparison.Ordinal));

    /// <summary>The name of the quote that was made, where it is one.</summary>
    public string? Quote => Text.StartsWith(QuotePrefix, StringComparison.Ordinal)
        ? Text[..Text.IndexOf(' ', StringComparison.Ordinal)] : null;

    /// <summary>Whether it is given again when the same is asked again: that a quote was refused is not.</summary>
    public bool IsRecorded => Told.Count > 0 || Quote is not null;

    /// <summary>The journal's uuid under the name of what it made, for instance a hold.</summary>
    public string Named(string prefix) => prefix + Told[0][JournalPrefix.Length..];
}
