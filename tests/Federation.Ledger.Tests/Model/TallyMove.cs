using System.Globalization;

namespace Federation.Ledger.Tests;

/// <summary>How the head of a bundle moves a tally, as a story tells it: <c>budget:add:5:most:40:least:0:was:12</c>, or
/// <c>budget:set:5:read</c> where the programme expects what it reads when it decides.</summary>
internal sealed record TallyMove(string Tally, bool Sets, long Units)
{
    /// <summary>The most that it may be afterwards.</summary>
    public long? AtMost { get; init; }

    /// <summary>The least that it may be afterwards.</summary>
    public long? AtLeast { get; init; }

    /// <summary>What it must be before.</summary>
    public long? Expected { get; init; }

    /// <summary>Whether it must be what it was when the command was made.</summary>
    public bool Reads { get; init; }

    public static TallyMove Parse(string text)
    {
        var words = text.Split(':');
        var move = new TallyMove(words[0], words[1] == "set", Number(words[2]));
        for (var i = 3; i < words.Length; i += 2)
            move = words[i] switch
            {
                "most" => move with { AtMost = Number(words[i + 1]) },
                "least" => move with { AtLeast = Number(words[i + 1]) },
                "was" => move with { Expected = Number(words[i + 1]) },
                "read" => move with { Reads = true },
                var word => throw new FormatException(word),
            };
        return move;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Tally}:{(Sets ? "set" : "add")}:{Units}{Limit("most", AtMost)}{Limit("least", AtLeast)}"
        + $"{Limit("was", Expected)}{(Reads ? ":read" : "")}");

    private static string Limit(string name, long? units) =>
        units is { } there ? string.Create(CultureInfo.InvariantCulture, $":{name}:{there}") : "";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
