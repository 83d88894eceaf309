using System.Text.Json;

namespace Federation.Rules;

/// <summary>What is published of a drawn draw. As JSON: these names in camel case, bytes in base64.</summary>
/// <param name="Draw">The draw, <c>partners/{p}/draws/{id}</c>.</param>
/// <param name="Prizes">How many prizes there are, 1 or more.</param>
/// <param name="WinsPerHolder">How many of them one holder can win, 1 or more.</param>
/// <param name="PublicValueName">Which public value was announced to count; empty: none was.</param>
/// <param name="Commitment">What was published when the draw was made.</param>
/// <param name="Pseudonyms">By ticket number, from 0 on, whose ticket it is.</param>
/// <param name="Root">The root over the tickets, published when the draw closed.</param>
/// <param name="Secret">The secret.</param>
/// <param name="PublicValue">The public value, as it was announced; empty without one.</param>
/// <param name="Winners">The numbers of the winning tickets, in order.</param>
public sealed record PublishedDraw(
    string Draw, int Prizes, int WinsPerHolder, string PublicValueName, byte[] Commitment,
    IReadOnlyList<byte[]> Pseudonyms, byte[] Root, byte[] Secret, string PublicValue, IReadOnlyList<int> Winners)
{
    /// <summary>Where prizes are claimed: each time that they were offered, the first one first. Empty where they are
    /// not.</summary>
    public IReadOnlyList<PublishedRound> Rounds { get; init; } = [];

    /// <summary>Where prizes are claimed: by prize, the number of the ticket that has claimed it, or null. Empty where
    /// they are not.</summary>
    public IReadOnlyList<int?> Claimed { get; init; } = [];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <exception cref="FormatException">It is not the JSON of a published draw: something is missing, unknown, there
    /// twice, or out of its range.</exception>
    public static PublishedDraw Parse(string json)
    {
        PublishedDraw? draw;
        try
        {
            draw = JsonSerializer.Deserialize<PublishedDraw>(json, Json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is not a published draw: {e.Message}", e);
        }
        if (draw is null || draw.Pseudonyms.Contains(null!) || draw.Rounds.Any(r => r?.Claimed is null))
            throw new FormatException("This is not a published draw: there is a null in it.");
        if (draw.Prizes < 1 || draw.WinsPerHolder < 1)
            throw new FormatException("A draw has at least one prize, and a holder can win at least one.");
        if (draw.Pseudonyms.Count > TicketTree.MaximumTickets)
            throw new FormatException($"A draw has at most {TicketTree.MaximumTickets} tickets.");
        return draw;
    }

    /// <summary>The JSON that <see cref="Parse"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
