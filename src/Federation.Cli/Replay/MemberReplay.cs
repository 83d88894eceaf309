using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>One member's rows, sent one after the other in the order of the file.</summary>
/// <param name="number">The customer number, which is the member's number at every brand.</param>
/// <param name="rows">All of the member's rows.</param>
/// <param name="start">Where to go on.</param>
/// <param name="brands">The brands' calls, by brand.</param>
/// <param name="replayedBefore">Whether members may be known already: then each brand is asked first.</param>
internal sealed class MemberReplay(
    string number, IReadOnlyList<Purchase> rows, ResumePoint start, IReadOnlyDictionary<string, BrandCalls> brands,
    bool replayedBefore)
{
    private readonly Dictionary<string, string> nameAt = new(StringComparer.Ordinal);
    private Payment? recordedPayment = start.Payment;
    private int next = start.Row;

    /// <summary>The rows that are not done.</summary>
    public IEnumerable<Purchase> Pending => rows.Skip(next);

    /// <summary>Sends the rows up to the end of a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="time">Alliance time on that day.</param>
    /// <param name="rowDone">Called after each row.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(DateOnly day, Timestamp time, Action rowDone, CancellationToken cancel)
    {
        for (; next < rows.Count && rows[next].Day <= day; next++)
        {
            try
            {
                await RowAsync(rows[next], time, cancel);
            }
            catch (Exception e) when (e is Grpc.Core.RpcException or Client.TokenRefusedException)
            {
                throw new RowFailedException(rows[next], e);
            }
            recordedPayment = null;
            rowDone();
        }
    }

    private async Task RowAsync(Purchase row, Timestamp time, CancellationToken cancel)
    {
        var at = brands[row.Brand.Id];
        var member = await NameAtAsync(at, cancel);
        if (row.AmountPence < 0)
        {
            if (RowDecision.ClawedBack(row.AmountPence) is > 0 and var owed)
                await at.ClawbackAsync(row, member, owed, cancel);
            return;
        }
        var payment = recordedPayment ?? await PayAsync(row, at, member, cancel);
        if (RowDecision.Earned(row.AmountPence, payment?.Redeemed ?? 0, row.Brand) > 0)
            await at.PlaceOrderAsync(row, member, payment, time, cancel);
    }

    private async Task<Payment?> PayAsync(Purchase row, BrandCalls at, string member, CancellationToken cancel)
    {
        // A member that only this brand knows has no other coins, and a purchase of pence wants none.
        if ((nameAt.Count == 1 && !replayedBefore) || RowDecision.Wanted(row.AmountPence, row.Brand) == 0)
            return null;
        var plan = RowDecision.PlanPayment(row.AmountPence, row.Brand, await at.OffersAsync(member, cancel));
        return plan is { } payment ? await at.PayAsync(row, member, payment, cancel) : null;
    }

    /// <summary>The brand's name of the member, which is registered or linked and opted in at its first row
    /// there.</summary>
    private async Task<string> NameAtAsync(BrandCalls at, CancellationToken cancel)
    {
        if (nameAt.TryGetValue(at.Brand.Id, out var known))
            return known;
        var member = replayedBefore ? await at.FindAsync(number, cancel) : null;
        if (member is null)
            member = await FindElsewhereAsync(at, cancel) is { } other
                ? await at.LinkAsync(other.Brand, other.Name, number, cancel)
                : await at.RegisterAsync(number, cancel);
        if (member.AlliedSpending is not { Enabled: true, DailyCapUnits: 0 })
            await at.OptInAsync(number, member.Name, cancel);
        return nameAt[at.Brand.Id] = member.Name;
    }

    /// <summary>Another brand where the member is linked, and its name of the member.</summary>
    private async Task<(BrandCalls Brand, string Name)?> FindElsewhereAsync(BrandCalls at, CancellationToken cancel)
    {
        foreach (var (brand, name) in nameAt)
            return (brands[brand], name);
        if (!replayedBefore)
            return null;
        foreach (var other in brands.Values)
            if (other != at && await other.FindAsync(number, cancel) is { } member)
                return (other, member.Name);
        return null;
    }
}
