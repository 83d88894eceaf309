using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>What the programme of each brand of the replay says: a coin for each whole pound of money, and one a day
/// for checking in, which members do by themselves.</summary>
internal static class ReplayTerms
{
    private const int UnpaidMinutes = 30;
    private const int RunOfCheckIns = 7;

    /// <summary>The rule set of a brand. What is paid with coins, of this brand or another, earns nothing.</summary>
    public static RuleSetTerms Of(Brand brand) => new()
    {
        Currency = "GBP",
        SettlementUnitsPerMinorUnit = ReplayAlliance.UnitsPerPenny,
        TimeZone = ReplayAlliance.TimeZone,
        Coins = { brand.Coin },
        EarnAt = EarnAt.Paid,
        UnpaidMinutes = UnpaidMinutes,
        ReturnMoney = ReturnMoney.PaidPrice,
        CheckIns = new CheckIns { CycleDays = RunOfCheckIns, ByMembers = true },
        Rules =
        {
            new Rule
            {
                Id = "pounds",
                Title = new LocalizedText { En = "1 coin for each whole pound of money", ZhCn = "现金每满 1 英镑得 1 币" },
                Effects =
                {
                    new Effect
                    {
                        Earn = new Earn
                        {
                            Units = 1,
                            PerMinorUnits = ReplayAlliance.PencePerCoin,
                            Rounding = CoinRounding.WholeSteps,
                            Tenders = { TenderKind.Money },
                        },
                    },
                },
            },
            CheckIn(),
        },
    };

    private static Rule CheckIn() => new()
    {
        Id = "check-in",
        Title = new LocalizedText
        {
            En = "1 coin for checking in, 5 on each seventh day",
            ZhCn = "签到得 1 币，每第 7 天得 5 币",
        },
        On = new Trigger { Events = { new EventType { Kind = EventKind.CheckIn } } },
        Effects =
        {
            new Effect
            {
                Earn = new Earn
                {
                    Units = 1,
                    Promotional = true,
                    Table = new EventTable
                    {
                        By = EventAttribute.RunDay,
                        Rows = { new EventTableRow { Key = $"{RunOfCheckIns}", Units = 5 } },
                    },
                },
            },
        },
    };

    /// <summary>Whether a rule set says the same; the time zone data's version is set when it is proposed.</summary>
    public static bool IsOf(Brand brand, RuleSetTerms terms)
    {
        var bare = terms.Clone();
        bare.TimeZoneVersion = "";
        return bare.Equals(Of(brand));
    }
}
