using System.Collections.Concurrent;
using Federation.Accounts.V1;
using Federation.Client;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>What a brand has, as files: its members, journals, coupons, orders and redemptions.</summary>
/// <param name="client">Of the brand.</param>
/// <param name="brand">The brand's id.</param>
/// <param name="folder">Where the files are made.</param>
/// <param name="say">Says how far it is.</param>
internal sealed class BrandExport(FederationClient client, string brand, string folder, Action<string> say)
{
    private const int AtOnce = 8;
    private const int PageSize = 1_000;
    private const int OrdersAtOnce = 100;
    private readonly List<(string Name, long Count)> done = [];

    /// <summary>Exports all of it; the files, and how many each has.</summary>
    public async Task<IReadOnlyList<(string Name, long Count)>> RunAsync(CancellationToken cancel)
    {
        var members = await MembersAsync(cancel);
        var orders = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await OrdersOfAsync(await JournalsAsync(cancel), orders, cancel);
        await CouponsAsync(members, orders, cancel);
        await OrdersAsync([.. orders.Keys.Order(StringComparer.Ordinal)], cancel);
        await RedemptionsAsync(cancel);
        return done;
    }

    private async Task<List<string>> MembersAsync(CancellationToken cancel)
    {
        await using var file = new ExportFile(folder, "members", "member", "number", "state", "language", "linked");
        var names = new List<string>();
        await foreach (var m in AllAsync(
            token => client.Members.ListMembersAsync(
                new ListMembersRequest { PageSize = PageSize, PageToken = token }, cancellationToken: cancel),
            page => (page.Members, page.NextPageToken)))
        {
            names.Add(m.Name);
            await AddAsync(file, Session.JsonLine(m), [m.Name, m.ExternalId, m.State, m.LanguageCode, m.LinkTime]);
        }
        await CompleteAsync(file);
        return names;
    }

    /// <summary>A row for each entry. What they are parts of: decisions about orders among them.</summary>
    private async Task<IReadOnlyCollection<string>> JournalsAsync(CancellationToken cancel)
    {
        await using var file = new ExportFile(
            folder, "journals", "journal", "kind", "booked", "happened", "principal", "reference", "corrects", "bundle",
            "merchant", "reason", "account", "asset", "units");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bundles = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var coin in AllAsync(
            token => client.Coins.ListCoinsAsync(
                new ListCoinsRequest { Partner = ResourceNames.Partner(brand), PageToken = token },
                cancellationToken: cancel),
            page => (page.Coins, page.NextPageToken)))
        {
            await foreach (var j in AllAsync(
                token => client.Ledger.ListJournalsAsync(
                    new ListJournalsRequest { Coin = coin.Name, PageSize = PageSize, PageToken = token },
                    cancellationToken: cancel),
                page => (page.Journals, page.NextPageToken)))
            {
                if (!seen.Add(j.Name))
                    continue;
                if (j.Bundle.Length > 0)
                    bundles.Add(j.Bundle);
                await AddAsync(file, Session.JsonLine(j), [.. j.Entries.Select(e => new object?[]
                {
                    j.Name, j.Kind, j.CreateTime, j.EffectiveTime, j.Principal, j.ExternalReference, j.Corrects,
                    j.Bundle, j.Merchant, j.ReasonCode, e.Account, e.Asset, e.Units,
                })]);
            }
        }
        await CompleteAsync(file);
        return bundles;
    }

    /// <summary>Adds the orders that some journals are about.</summary>
    private Task OrdersOfAsync(
        IReadOnlyCollection<string> bundles, ConcurrentDictionary<string, bool> orders, CancellationToken cancel) =>
        Parallel.ForEachAsync(bundles, Some(cancel), async (bundle, stop) =>
        {
            var journal = (await client.Ledger.GetJournalAsync(
                new GetJournalRequest { Name = bundle }, cancellationToken: stop)).Journal;
            if (journal.Detail?.TryUnpack(out OrderDetail detail) == true)
                orders.TryAdd(
                    OrderId.Of(ProgramId.Parse(detail.Program), detail.Source, detail.EventId).ToString(), true);
        });

    /// <summary>Adds the orders that gave coupons, too.</summary>
    private async Task CouponsAsync(
        List<string> members, ConcurrentDictionary<string, bool> orders, CancellationToken cancel)
    {
        await using var file = new ExportFile(
            folder, "coupons", "coupon", "programme", "definition", "title", "member", "state", "uses", "uses left",
            "expires", "made", "order", "by event");
        using var one = new SemaphoreSlim(1);
        await foreach (var program in AllAsync(
            token => client.Programs.ListProgramsAsync(
                new ListProgramsRequest { Parent = ResourceNames.Partner(brand), PageToken = token },
                cancellationToken: cancel),
            page => (page.Programs, page.NextPageToken)))
            await Parallel.ForEachAsync(members, Some(cancel), async (member, stop) =>
            {
                await foreach (var c in AllAsync(
                    token => client.Coupons.ListCouponsAsync(
                        new ListCouponsRequest
                        {
                            Program = program.Name,
                            Member = member,
                            PageSize = PageSize,
                            PageToken = token,
                        },
                        cancellationToken: stop),
                    page => (page.Coupons, page.NextPageToken)))
                {
                    if (c.Order.Length > 0)
                        orders.TryAdd(c.Order, true);
                    await one.WaitAsync(stop);
                    try
                    {
                        await AddAsync(
                            file, Session.JsonLine(c),
                            [
                                c.Name, c.Program, c.Definition, c.Title?.En, c.Member, c.State, c.Uses, c.UsesLeft,
                                c.ExpireTime, c.CreateTime, c.Order, c.ByEvent,
                            ]);
                    }
                    finally
                    {
                        one.Release();
                    }
                }
            });
        await CompleteAsync(file);
    }

    private async Task OrdersAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        await using var orders = new ExportFile(
            folder, "orders", "order", "source", "number", "state", "member", "merchant", "placed", "to pay", "coins",
            "paid back", "rule set", "record");
        await using var lines = new ExportFile(
            folder, "order-lines", "order", "line", "sku", "quantity", "list price", "to pay");
        foreach (var some in names.Chunk(OrdersAtOnce))
        {
            var placed = new ConcurrentDictionary<string, PlacedOrder>(StringComparer.Ordinal);
            await Parallel.ForEachAsync(some, Some(cancel), async (name, stop) => placed[name] =
                (await client.Checkout.GetOrderAsync(new GetOrderRequest { Name = name }, cancellationToken: stop))
                .Order);
            // The record's own text would repeat the rule set for each order; a batch leaves it out.
            foreach (var asked in some.Select(name => placed[name]).GroupBy(ProgramOf))
            {
                var found = await client.Checkout.BatchGetEvaluationsAsync(
                    new BatchGetEvaluationsRequest
                    {
                        Program = asked.Key,
                        Names = { asked.Select(o => o.EvaluationName) },
                    },
                    cancellationToken: cancel);
                foreach (var (order, evaluation) in asked.Zip(found.Evaluations))
                    await AddAsync(orders, lines, order, evaluation.Record);
            }
        }
        await CompleteAsync(orders);
        await CompleteAsync(lines);
    }

    private async Task AddAsync(ExportFile orders, ExportFile lines, PlacedOrder order, EvaluationRecord record)
    {
        var (bought, result) = (record.Order, record.Result);
        await AddAsync(
            orders, $"{{\"order\":{Session.JsonLine(order)},\"record\":{Session.JsonLine(record)}}}",
            [
                order.Name, order.Source, order.EventId, order.State, bought.Member, bought.Merchant, bought.OrderTime,
                result.TotalMinorUnits, string.Join("; ", result.Coins.Select(c => $"{c.Units} {c.Coin}")),
                order.Back?.MinorUnits ?? 0, order.RuleSet, order.EvaluationName,
            ]);
        var paid = result.Lines.ToDictionary(l => l.Number);
        foreach (var line in bought.Lines)
            await AddAsync(lines, $"{{\"order\":\"{order.Name}\",\"line\":{Session.JsonLine(line)}}}",
            [
                order.Name, line.Number, line.Sku, line.Quantity, line.ListMinorUnits,
                paid[line.Number].PayMinorUnits,
            ]);
    }

    private static string ProgramOf(PlacedOrder order) =>
        OrderId.TryParse(order.Name, out var id) ? id.Program.ToString() : "";

    private async Task RedemptionsAsync(CancellationToken cancel)
    {
        await using var file = new ExportFile(
            folder, "redemptions", "redemption", "reward", "kind", "title", "member", "state", "price", "coin", "level",
            "redeemed", "fulfilled", "cancelled", "reference", "reason");
        await foreach (var r in AllAsync(
            token => client.Rewards.ListRedemptionsAsync(
                new ListRedemptionsRequest
                {
                    Parent = ResourceNames.Partner(brand),
                    PageSize = PageSize,
                    PageToken = token,
                },
                cancellationToken: cancel),
            page => (page.Redemptions, page.NextPageToken)))
            await AddAsync(
                file, Session.JsonLine(r),
                [
                    r.Name, r.Reward, r.Kind, r.Title?.En, r.Member, r.State, r.Price?.Units, r.Price?.Coin, r.Level,
                    r.CreateTime, r.FulfilTime, r.CancelTime, r.Reference, r.CancelReason,
                ]);
        await CompleteAsync(file);
    }

    private Task AddAsync(ExportFile file, string item, object?[] row) => AddAsync(file, item, (object?[][])[row]);

    private async Task AddAsync(ExportFile file, string item, object?[][] rows)
    {
        await file.AddAsync(item, rows);
        if (file.Count % PageSize == 0)
            say($"{file.Name}: {Tables.Cell(file.Count)}");
    }

    private async Task CompleteAsync(ExportFile file)
    {
        await file.CompleteAsync();
        done.Add((file.Name, file.Count));
    }

    private static ParallelOptions Some(CancellationToken cancel) =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };

    /// <summary>All items of all pages.</summary>
    private static async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        Func<string, AsyncUnaryCall<TPage>> read, Func<TPage, (IEnumerable<TItem> Items, string Next)> of)
    {
        for (var token = ""; ;)
        {
            var (items, next) = of(await read(token));
            foreach (var item in items)
                yield return item;
            if ((token = next).Length == 0)
                yield break;
        }
    }
}
