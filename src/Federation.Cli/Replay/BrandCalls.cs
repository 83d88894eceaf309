using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>
/// What one brand asks of the alliance for the replay, with its own credential. Each command's id derives from the
/// member or from the row, so that a command sent again, in this run or another, is decided once.
/// </summary>
internal sealed class BrandCalls(Brand brand, FederationClient client, CommandMeter meter)
{
    private const string Scope = "federation-replay";

    public Brand Brand { get; } = brand;

    public FederationClient Client { get; } = client;

    public static string PayId(Purchase row) => RequestIds.Derive(Scope, $"row/{row.Id}/pay");

    public static string ClawbackId(Purchase row) => RequestIds.Derive(Scope, $"row/{row.Id}/clawback");

    public static string IdOf(string what) => RequestIds.Derive(Scope, what);

    /// <summary>The member with this customer number, if the brand has it.</summary>
    public async Task<Member?> FindAsync(string number, CancellationToken cancel)
    {
        try
        {
            return (await meter.ReadAsync("FindMember", Client.Members.FindMemberAsync(
                new FindMemberRequest { ExternalId = number }, cancellationToken: cancel))).Member;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.MemberNotFound)
        {
            return null;
        }
    }

    public async Task<Member> RegisterAsync(string number, CancellationToken cancel) =>
        (await meter.CommandAsync("RegisterMember", Client.Members.RegisterMemberAsync(
            new RegisterMemberRequest { RequestId = IdOf($"member/{number}/register"), ExternalId = number },
            cancellationToken: cancel))).Member;

    /// <summary>Links a member of another brand with this one, by a code that the other makes.</summary>
    public async Task<Member> LinkAsync(BrandCalls other, string nameThere, string number, CancellationToken cancel)
    {
        const int MostCodes = 100;
        for (var attempt = 1; ; attempt++)
        {
            var step = $"member/{number}/link/{Brand.Id}/{attempt}";
            var made = await meter.CommandAsync("CreateLinkCode", other.Client.Members.CreateLinkCodeAsync(
                new CreateLinkCodeRequest { RequestId = IdOf(step + "/code"), Member = nameThere },
                cancellationToken: cancel));
            try
            {
                return (await meter.CommandAsync("LinkMember", Client.Members.LinkMemberAsync(
                    new LinkMemberRequest { RequestId = IdOf(step), LinkCode = made.LinkCode, ExternalId = number },
                    cancellationToken: cancel))).Member;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.LinkCodeExpired && attempt < MostCodes)
            {
                // A run that stopped between the two calls left a code that is too old now: the next attempt has its
                // own.
            }
        }
    }

    /// <summary>Opts the member's coins of this brand in to spending elsewhere, without a cap.</summary>
    public async Task OptInAsync(string number, string member, CancellationToken cancel) =>
        await meter.CommandAsync("SetAlliedSpending", Client.Members.SetAlliedSpendingAsync(new SetAlliedSpendingRequest
        {
            RequestId = IdOf($"member/{number}/opt-in/{Brand.Id}"),
            Member = member,
            AlliedSpending = new AlliedSpending { Enabled = true, DailyCapUnits = 0 },
        }, cancellationToken: cancel));

    /// <summary>What the member's coins of the replay's other brands give at this brand's till.</summary>
    public async Task<IReadOnlyList<Offer>> OffersAsync(string member, CancellationToken cancel)
    {
        var response = await meter.ReadAsync("ListSpendable", Client.Exchanges.ListSpendableAsync(
            new ListSpendableRequest { Merchant = Brand.Merchant, Member = member }, cancellationToken: cancel));
        return [.. response.Spendables
            .Select(s => new Offer(CoinId.Parse(s.Available.Coin).Value, s.Available.Units, s.Gives?.Units ?? 0))
            .Where(o => ReplayAlliance.Find(o.Brand) is not null)];
    }

    /// <summary>Takes a payment.</summary>
    public async Task<Payment> PayAsync(Purchase row, string member, PaymentPlan plan, CancellationToken cancel)
    {
        var request = new PayRequest
        {
            RequestId = PayId(row),
            Merchant = Brand.Merchant,
            Member = member,
            ExternalReference = row.Id,
        };
        switch (plan)
        {
            case PaymentPlan.Give give:
                request.Pay = new CoinAmount { Coin = ResourceNames.Coin(give.Source), Units = give.Units };
                break;
            case PaymentPlan.Get get:
                request.Amount = new CoinAmount { Coin = Brand.Coin, Units = get.Units };
                request.SourceCoin = ResourceNames.Coin(get.Source);
                break;
        }
        var paid = await meter.CommandAsync("Pay", Client.Exchanges.PayAsync(request, cancellationToken: cancel));
        return new Payment(paid.Exchange.Name, paid.Exchange.Redeemed.Units);
    }

    /// <summary>Places a purchase as an order, which earns coins. Its content names it.</summary>
    public async Task PlaceOrderAsync(
        Purchase row, string member, Payment? payment, Timestamp time, CancellationToken cancel) =>
        await meter.CommandAsync("PlaceOrder", Client.Checkout.PlaceOrderAsync(
            ReplayOrder.Of(row, member, payment, time), cancellationToken: cancel));

    public async Task ClawbackAsync(Purchase row, string member, long units, CancellationToken cancel) =>
        await meter.CommandAsync("Clawback", Client.Ledger.ClawbackAsync(new ClawbackRequest
        {
            RequestId = ClawbackId(row),
            Member = member,
            Amount = new CoinAmount { Coin = Brand.Coin, Units = units },
            ExternalReference = row.Id,
        }, cancellationToken: cancel));
}
