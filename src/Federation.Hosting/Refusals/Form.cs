using Federation.Errors.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Hosting;

/// <summary>Checks a request's form and reports every problem at once: check all fields, then
/// <see cref="Done"/>.</summary>
public sealed class Form
{
    private readonly List<(string Field, string Problem)> problems = [];

    public void Check(bool good, string field, string problem)
    {
        if (!good)
            problems.Add((field, problem));
    }

    /// <summary>Refuses FIELD_INVALID with all problems found.</summary>
    public void Done()
    {
        if (Problem() is { } refusal)
            throw new RefusalException(refusal);
    }

    /// <summary>The refusal FIELD_INVALID with all problems found, of which this is the last: to be thrown where
    /// nothing can be made of the field.</summary>
    public RefusalException Unreadable(string field, string problem) => new(Refusing([.. problems, (field, problem)]));

    public Refusal? Problem() => problems.Count == 0 ? null : Refusing(problems);

    private static Refusal Refusing(IReadOnlyList<(string Field, string Problem)> problems) =>
        new(ErrorReason.FieldInvalid, string.Join(" ", problems.Select(p => $"{p.Field}: {p.Problem}.")))
        {
            Fields = problems,
        };

    public Guid RequestId(string value, string field = "request_id")
    {
        var good = Uuids.TryParse(value, out var id) && id != Guid.Empty;
        Check(good, field, "must be a UUID that the caller made, for instance a version 7 one, in lower case");
        return id;
    }

    public string Id(string value, string field)
    {
        Check(ResourceNames.IsId(value), field, "must be 2 to 32 of a-z, 0-9 and '-', starting with a letter");
        return value;
    }

    public string Coin(string name, string field)
    {
        Check(ResourceNames.TryCoin(name, out var id), field, "must be coins/{id}");
        return id ?? "";
    }

    public string Partner(string name, string field)
    {
        Check(ResourceNames.TryPartner(name, out var id), field, "must be partners/{id}");
        return id ?? "";
    }

    public (string Partner, string Merchant) Merchant(string name, string field)
    {
        Check(ResourceNames.TryMerchant(name, out var partner, out var merchant), field,
            "must be partners/{p}/merchants/{m}");
        return (partner ?? "", merchant ?? "");
    }

    /// <summary>A member's name as to its form alone; whether it is anyone's is another question.</summary>
    public void Member(string name, string field) =>
        Check(ResourceNames.IsMember(name), field, "must be members/{uuid}");

    /// <summary>A journal's name, or that of what the journal is to another module.</summary>
    public JournalId Journal(string name, string field, string prefix = ResourceNames.Journals)
    {
        Check(JournalId.TryParse(name, prefix, out var id), field, $"must be {prefix}{{uuid}}");
        return id;
    }

    public Guid Uuid(string name, string prefix, string field)
    {
        Check(ResourceNames.TryUuid(name, prefix, out var id), field, $"must be {prefix}{{uuid}}");
        return id;
    }

    /// <summary>An amount of coins to move: 1 to 10^15.</summary>
    public (string Coin, long Units) Amount(CoinAmount? amount, string field)
    {
        Check(amount is not null, field, "is required");
        if (amount is null)
            return ("", 0);
        Positive(amount.Units, field + ".units");
        return (Coin(amount.Coin, field + ".coin"), amount.Units);
    }

    public void Positive(long units, string field) =>
        Check(units is >= 1 and <= Units.MaxCommand, field, "must be 1 to 10^15");

    /// <summary>How many units to give back, capture or release, or all that is left: a caller says one of the
    /// two.</summary>
    /// <returns>The units; 0 for all.</returns>
    public long UnitsOrAll(long units, bool all)
    {
        if (all)
            Check(units == 0, "units", "must not be given together with all");
        else
            Check(units is >= 1 and <= Units.MaxCommand, "units", "must be 1 to 10^15; give all for what is left");
        return units;
    }

    public string Text(string value, string field, int min, int max)
    {
        Check(value.Length >= min && value.Length <= max && !value.Any(char.IsControl), field,
            $"must be {min} to {max} characters without control characters");
        return value;
    }

    /// <summary>A partner's own number: at most 128 printable ASCII characters, no blank at either end.</summary>
    public string ExternalReference(string value, string field = "external_reference", bool required = false)
    {
        var good = value.Length <= 128 && value.All(c => c is >= ' ' and <= '~')
            && !value.StartsWith(' ') && !value.EndsWith(' ') && (value.Length > 0 || !required);
        Check(good, field, required ? "must be 1 to 128 printable ASCII characters, without a blank at either end"
                : "must be at most 128 printable ASCII characters, without a blank at either end");
        return value;
    }

    /// <summary>A moment from the year 2000 to the year 3000, to the microsecond.</summary>
    public DateTimeOffset? Moment(Timestamp? value, string field)
    {
        if (value is null)
            return null;
        var good = value.Nanos is >= 0 and < 1_000_000_000 && value.Nanos % 1000 == 0
            && value.Seconds is >= 946_684_800 and < 32_503_680_000;
        Check(good, field, "must be a time from the year 2000 to the year 2999, to the microsecond");
        return good ? value.ToDateTimeOffset() : null;
    }

    public int PageSize(int size)
    {
        Check(size is >= 0 and <= 1000, "page_size", "must be 0 (for 100) to 1000");
        return size == 0 ? 100 : size;
    }
}
