using System.Globalization;
using System.Text;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// One command as a story tells it: <c>op request wallet units [about] [option=value ...]</c>. Wallets are <c>ann</c>
/// (of coins/aster) or <c>ann.birch</c>; <c>about</c> is the request whose journal, or hold, the command is about.
/// </summary>
internal sealed record Step(string Op, string Request, string Wallet, long Units)
{
    private static readonly Dictionary<string, JournalKind> Kinds =
        Enum.GetValues<JournalKind>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>The request of the journal that it is about.</summary>
    public string? About { get; init; }

    /// <summary>The partner that sends it.</summary>
    public string By { get; init; } = "aster";

    public Provenance? Provenance { get; init; }

    public IReadOnlyList<Provenance> Only { get; init; } = [];

    /// <summary>From when on earned coins can be spent.</summary>
    public When? Available { get; init; }

    /// <summary>Whether earned coins wait for a confirmation.</summary>
    public bool Pending { get; init; }

    /// <summary>When it happened, where it is reported late.</summary>
    public When? Effective { get; init; }

    /// <summary>Of a notice: the end that was announced.</summary>
    public When? Ends { get; init; }

    /// <summary>Of a notice: when it was delivered, where that is not now.</summary>
    public When? Told { get; init; }

    /// <summary>Where a gift, or an exchange into a wallet, goes.</summary>
    public string? To { get; init; }

    public TimeSpan? For { get; init; }

    public bool Keep { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    public long? Version { get; init; }

    public When? NotAfter { get; init; }

    /// <summary>How many coins of the other brand an exchange, or a hold for one, makes.</summary>
    public long Made { get; init; }

    public long Cap { get; init; }

    /// <summary>What other wallets of the member give, of an exchange or of a hold for one. A wallet of coins/birch
    /// gives the merchant's own.</summary>
    public IReadOnlyList<(string Wallet, long Units)> Also { get; init; } = [];

    /// <summary>Whether a hold is the exchange's, for a payment across brands.</summary>
    public bool Pays { get; init; }

    /// <summary>Of a hold for a payment: what aster pays for each of its coins, and what birch gets for each that is
    /// made; where they are 0, as much as is made, and as much as is given.</summary>
    public long Off { get; init; }

    /// <inheritdoc cref="Off"/>
    public long On { get; init; }

    /// <summary>Of a hold for a payment: the fee.</summary>
    public long Fee { get; init; }

    /// <summary>How many units were captured of the hold, when the exchange looked at it; as many as there are where it
    /// is not said.</summary>
    public long? Before { get; init; }

    /// <summary>How many of them were refunded, when the exchange looked at it; likewise.</summary>
    public long? Back { get; init; }

    /// <summary>Whether the exchange planned it from a look at the wallets.</summary>
    public bool Planned { get; init; }

    /// <summary>What the exchange takes or sets aside, by wallet.</summary>
    public IEnumerable<(string Wallet, long Units)> Debits => (Kind is JournalKind.Exchange && About is null) || Pays
        ? Also.Prepend((Wallet, Units)).Where(d => d.Units > 0) : [];

    /// <summary>What an exchange, or the head of a bundle, uses up.</summary>
    public string? Uses { get; init; }

    /// <summary>How the head of a bundle moves tallies.</summary>
    public IReadOnlyList<TallyMove> Tallies { get; init; } = [];

    /// <summary>Whether it is the head of a bundle.</summary>
    public bool IsHead => Kind is JournalKind.Program or JournalKind.Reward;

    /// <summary>What the caller asked for, until whenever: what a programme decides of it may be another thing the next
    /// time.</summary>
    public string Asked => (this with { Tallies = [], NotAfter = null }).ToString();

    /// <summary>How others name its journal: by the request, with the partner before it where that is another than
    /// aster.</summary>
    public string Journal => By == "aster" ? Request : $"{By}:{Request}";

    public JournalKind Kind => Kinds[Op];

    public static Step Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var step = new Step(words[0], words[1], words[2], words.Length > 3 ? Number(words[3]) : 0);
        foreach (var word in words.Skip(4))
            step = step.With(word);
        return step;
    }

    private Step With(string word)
    {
        var value = word.Contains('=', StringComparison.Ordinal)
            ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : "";
        return word.Split('=')[0] switch
        {
            "by" => this with { By = value },
            "provenance" => this with { Provenance = Enum.Parse<Provenance>(value, ignoreCase: true) },
            "only" => this with
            {
                Only = [.. value.Split(',')
                .Select(p => Enum.Parse<Provenance>(p, ignoreCase: true))]
            },
            "from" => this with { Available = When.Parse(value) },
            "pending" => this with { Pending = true },
            "at" => this with { Effective = When.Parse(value) },
            "ends" => this with { Ends = When.Parse(value) },
            "told" => this with { Told = When.Parse(value) },
            "to" => this with { To = value },
            "for" => this with { For = When.SpanOf(value) },
            "keep" => this with { Keep = true },
            "min" => this with { Min = Number(value) },
            "max" => this with { Max = Number(value) },
            "version" => this with { Version = Number(value) },
            "notafter" => this with { NotAfter = When.Parse(value) },
            "made" => this with { Made = Number(value) },
            "cap" => this with { Cap = Number(value) },
            "uses" => this with { Uses = value },
            "tallies" => this with { Tallies = [.. value.Split(',').Select(TallyMove.Parse)] },
            "also" => this with
            {
                Also = [.. value.Split(',')
                .Select(a => (a.Split(':')[0], Number(a.Split(':')[1])))]
            },
            "pays" => this with { Pays = true },
            "before" => this with { Before = Number(value) },
            "back" => this with { Back = Number(value) },
            "off" => this with { Off = Number(value) },
            "on" => this with { On = Number(value) },
            "fee" => this with { Fee = Number(value) },
            "planned" => this with { Planned = true },
            _ when value.Length == 0 => this with { About = word },
            _ => throw new FormatException(word),
        };
    }

    /// <summary>The line that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Op} {Request} {Wallet} {Units}");
        Add(text, "", About);
        Add(text, "by=", By == "aster" ? null : By);
        Add(text, "provenance=", Provenance);
        Add(text, "only=", Only.Count == 0 ? null : string.Join(',', Only));
        Add(text, "from=", Available);
        Add(text, "pending", Pending ? "" : null);
        Add(text, "at=", Effective);
        Add(text, "ends=", Ends);
        Add(text, "told=", Told);
        Add(text, "to=", To);
        Add(text, "for=", For is { } time ? When.TextOf(time) : null);
        Add(text, "keep", Keep ? "" : null);
        Add(text, "min=", Min);
        Add(text, "max=", Max);
        Add(text, "version=", Version);
        Add(text, "notafter=", NotAfter);
        Add(text, "made=", Made == 0 ? null : Made);
        Add(text, "cap=", Cap == 0 ? null : Cap);
        Add(text, "uses=", Uses);
        Add(text, "tallies=", Tallies.Count == 0 ? null : string.Join(',', Tallies));
        Add(text, "also=", Also.Count == 0 ? null : string.Join(',', Also.Select(a => $"{a.Wallet}:{a.Units}")));
        Add(text, "pays", Pays ? "" : null);
        Add(text, "before=", Before);
        Add(text, "back=", Back);
        Add(text, "off=", Off == 0 ? null : Off);
        Add(text, "on=", On == 0 ? null : On);
        Add(text, "fee=", Fee == 0 ? null : Fee);
        Add(text, "planned", Planned ? "" : null);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, object? value)
    {
        if (value is not null)
            text.Append(' ').Append(name).Append(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
