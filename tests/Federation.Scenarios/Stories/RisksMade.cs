using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Scenarios;

/// <summary>Risk rules, and calls about the cases that they make.</summary>
internal static class RisksMade
{
    /// <summary>How many orders of a payer are let pass in a day.</summary>
    public const int PerPayer = 3;

    /// <summary>Whose orders of the day <see cref="ProgramsMade"/> has placed.</summary>
    public const byte KnownPayer = 99;

    /// <summary>Adds: the orders after the first one that a device places in a week are held; a payer's fourth order of
    /// a day is refused.</summary>
    public static void AddTo(RuleSetTerms terms)
    {
        terms.RiskRules.Add(Rule("device", Per.Device, Period.Week, LimitedBy.Times, 1, RiskAnswer.Hold));
        terms.RiskRules.Add(Rule("payer", Per.Payer, Period.Day, LimitedBy.Times, PerPayer, RiskAnswer.Refuse));
    }

    public static RiskRule Rule(
        string id, Per per, Period period, LimitedBy of, long moreThan, RiskAnswer answer) => new()
        {
            Id = id,
            Title = new LocalizedText { En = $"Too much of one {id}" },
            Per = per,
            Period = period,
            Of = of,
            MoreThan = moreThan,
            Answer = answer,
        };

    /// <summary>32 bytes that stand for somebody's card or phone.</summary>
    public static ByteString Hash(byte whose) => ByteString.CopyFrom([.. Enumerable.Repeat(whose, 32)]);

    public static DecideCaseRequest Deciding(string name, CaseState verdict) =>
        new() { RequestId = RequestIds.New(), Name = name, Verdict = verdict, Reason = "looked at" };

    /// <summary>A member's order that is held: another one of the device was placed before.</summary>
    public static async Task<PlaceOrderResponse> HeldAsync(
        FederationClient brand, string program, string member, Func<Order> order, byte device = 1)
    {
        await PlaceAsync();
        return await PlaceAsync();

        async Task<PlaceOrderResponse> PlaceAsync()
        {
            var placed = order();
            (placed.Member, placed.DeviceHash) = (member, Hash(device));
            return await brand.Checkout.PlaceOrderAsync(
                new() { Program = program, Order = placed, State = OrderState.Paid });
        }
    }
}
