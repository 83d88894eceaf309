using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Programs.V1;

namespace Federation.Programs.Tests;

/// <summary>Two brands, and rule sets of the first.</summary>
internal static class Given
{
    public const string Program = "partners/aster/programs/main";
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly AllianceKey Key = AllianceKey.FromSecret([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static string RuleSet(int number) => $"{Program}/ruleSets/{number}";

    public static GetDirectoryResponse Directory(params string[] suspended)
    {
        var response = new GetDirectoryResponse { Version = 1 + suspended.Length };
        foreach (var id in new[] { "aster", "birch" })
        {
            response.Partners.Add(new DirectoryPartner { Id = id, Suspended = suspended.Contains(id) });
            response.Coins.Add(new DirectoryCoin { Id = id, PartnerId = id, DisplayCode = id.ToUpperInvariant() });
        }
        return response;
    }

    /// <summary>One coin for each yuan.</summary>
    public static RuleSetTerms Terms() => new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/aster" },
        UnpaidMinutes = 30,
        Rules =
        {
            Rule("base", new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }),
        },
    };

    /// <summary>Gives so much of each order away, too.</summary>
    public static RuleSetTerms Generous(int basisPoints)
    {
        var terms = Terms();
        terms.Rules.Add(Rule("sale", Off(basisPoints)));
        return terms;
    }

    /// <summary>Coins that pay for an order of the size by which they were earned.</summary>
    public static RuleSetTerms Unsafe()
    {
        var terms = Terms();
        terms.CoinPayment = new CoinPayment { Units = 1, MinorUnits = 100, MaximumShareBasisPoints = 10_000 };
        return terms;
    }

    public static Effect Off(int basisPoints) =>
        new() { Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = basisPoints } };

    public static Rule Rule(string id, params Effect[] effects) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Effects = { effects } };
}
