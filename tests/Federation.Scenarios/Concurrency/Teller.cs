namespace Federation.Scenarios;

/// <summary>One client: a random command after the other.</summary>
internal sealed class Teller(Load load, Random random)
{
    /// <summary>One command in so many is sent once, by a client that does not care.</summary>
    private const int Hasty = 10;

    private readonly Queue<string> redeemed = [];
    private readonly Queue<string> paid = [];
    private readonly Queue<string> held = [];
    private readonly Queue<string> authorized = [];
    private readonly Queue<string> converted = [];

    public async Task RunAsync()
    {
        while (!load.Stopping)
            await (random.Next(Hasty) == 0 ? load.SendOnceAsync(SentCommand.Earn(Member().AtAster, random.Next(1, 100)))
                : NextAsync());
    }

    private Task NextAsync() => random.Next(100) < 30 ? NextExchangeAsync() : random.Next(100) switch
    {
        < 25 => KeepAsync(SentCommand.Earn(Member().AtAster, random.Next(1, 200))),
        < 40 => KeepAsync(SentCommand.Redeem(Member().AtAster, random.Next(1, 150)), a => redeemed.Enqueue(a.Told[0])),
        < 50 when redeemed.TryDequeue(out var journal) => AcceptedAsync(SentCommand.Refund(journal)),
        < 65 => KeepAsync(Transfer()),
        < 75 => KeepAsync(
            SentCommand.Pay(Member().AtBirch, random.Next(1, 150)), a => paid.Enqueue(a.Named("exchanges/"))),
        < 80 when paid.TryDequeue(out var exchange) => AcceptedAsync(SentCommand.ReturnPayment(exchange)),
        < 90 => KeepAsync(
            SentCommand.Hold(Member().AtAster, random.Next(2, 150)), a => held.Enqueue(a.Named("holds/"))),
        < 95 when held.TryDequeue(out var hold) => AcceptedAsync(
            SentCommand.Capture(hold, 1, Ledger.V1.CaptureRest.Keep),
            SentCommand.Capture(hold, 0, Ledger.V1.CaptureRest.Release)),
        _ when held.TryDequeue(out var hold) => AcceptedAsync(SentCommand.Release(hold)),
        _ => KeepAsync(SentCommand.Earn(Member().AtAster, random.Next(1, 200))),
    };

    /// <summary>Of several coins, so that parts and what is left always move some.</summary>
    private Task NextExchangeAsync() => random.Next(100) switch
    {
        < 12 => QuoteAndPayAsync(Member().AtBirch, random.Next(10, 200)),
        < 25 => KeepAsync(
            SentCommand.PayFromAny(Member().AtBirch, random.Next(10, 200)), a => paid.Enqueue(a.Named("exchanges/"))),
        < 50 => KeepAsync(SentCommand.Authorize(Member().AtBirch, random.Next(10, 200)),
            a => authorized.Enqueue(a.Named("authorizations/"))),
        < 60 when authorized.TryDequeue(out var open) => AcceptedAsync(
            SentCommand.CaptureAuthorized(open, 3, keepRest: true),
            SentCommand.CaptureAuthorized(open, 0, keepRest: false)),
        < 65 when authorized.TryDequeue(out var open) => AcceptedAsync(
            SentCommand.CaptureAuthorized(open, 3, keepRest: true), SentCommand.ReleaseAuthorized(open)),
        < 70 when authorized.TryDequeue(out var open) => AcceptedAsync(SentCommand.ReleaseAuthorized(open)),
        < 80 when converted.TryDequeue(out var exchange) =>
        KeepAsync(SentCommand.UndoConversion(exchange), or: "ALREADY_SPENT"),
        _ => KeepAsync(
            SentCommand.Convert(Member().AtBirch, random.Next(1, 100)), a => converted.Enqueue(a.Named("exchanges/"))),
    };

    /// <summary>Whose member has too few coins, or too many open quotes, gets none.</summary>
    private async Task QuoteAndPayAsync(string memberAtBirch, long units)
    {
        if ((await load.SendAsync(SentCommand.Quote(memberAtBirch, units))).Quote is { } quote)
            await KeepAsync(SentCommand.PayByQuote(memberAtBirch, quote), a => paid.Enqueue(a.Named("exchanges/")));
    }

    /// <summary>Sends a command that the books may refuse, and remembers what it made.</summary>
    private async Task KeepAsync(SentCommand order, Action<Answer>? keep = null, string or = "INSUFFICIENT_COINS")
    {
        var answer = await load.SendAsync(order);
        if (answer.Accepted)
            keep?.Invoke(answer);
        else
            Assert.Equal(or, answer.Told[0]);
    }

    /// <summary>Sends commands that the books cannot refuse.</summary>
    private async Task AcceptedAsync(params SentCommand[] orders)
    {
        foreach (var order in orders)
        {
            var answer = await load.SendAsync(order);
            Assert.True(answer.Accepted, $"{answer.Told[0]}: {answer.Text}");
        }
    }

    private SentCommand Transfer()
    {
        var from = random.Next(load.Members.Count);
        var to = (from + random.Next(1, load.Members.Count)) % load.Members.Count;
        return SentCommand.Transfer(load.Members[from].AtAster, load.Members[to].AtAster, random.Next(1, 150));
    }

    private (string AtAster, string AtBirch) Member() => load.Members[random.Next(load.Members.Count)];
}
