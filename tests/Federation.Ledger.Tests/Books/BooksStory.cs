using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>
/// Books in which each kind of journal, of entry and of row is there: two members, ann and bob, with coins aster (that
/// never expire), birch (gone ten days after earning) and cedar (too, once that was announced). What happened has
/// names: of journals, and of wallets (<c>ann</c>, <c>ann.birch</c>).
/// </summary>
internal sealed class BooksStory : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly CoinPolicies Policies = new(new Dictionary<string, CoinPolicy>
    {
        ["aster"] = CoinPolicy.NeverExpires,
        ["birch"] = CoinPolicy.Of(new DirectoryCoin { Id = "birch", Expiry = new ExpiryRule { Days = 10 } }),
        ["cedar"] = CoinPolicy.Of(
            new DirectoryCoin { Id = "cedar", Expiry = new ExpiryRule { Days = 10, NoticeDays = 5 } }),
    });

    private readonly Dictionary<string, Guid> members = new() { ["ann"] = Guid.NewGuid(), ["bob"] = Guid.NewGuid() };
    private readonly LedgerWriter writer;

    private BooksStory(WriterFixture books, LedgerWriter writer) => (Books, this.writer) = (books, writer);

    public WriterFixture Books { get; }

    /// <summary>Journals, wallets, and <c>nobody</c>, by name.</summary>
    public Dictionary<string, Guid> Ids { get; } = new() { ["nobody"] = Guid.NewGuid() };

    /// <summary>Empty books with these members and coins.</summary>
    public static async Task<BooksStory> StartAsync(DatabaseKind kind)
    {
        var books = await WriterFixture.StartAsync(kind);
        var story = new BooksStory(books, await books.WriterAsync(policies: Policies));
        await story.ClockAsync(Start);
        return story;
    }

    public static async Task<BooksStory> TellAsync(DatabaseKind kind)
    {
        var story = await StartAsync(kind);
        await story.SpendAndUndoAsync();
        await story.EarnAsync();
        await story.ExpireAsync();
        await story.ExchangeAsync();
        await story.HoldAsync();
        await story.BundleAsync();
        await story.GiveAndCloseAsync();
        await story.AnnounceAsync();
        foreach (var (name, wallet) in new[] { ("ann", "ann"), ("bob", "bob"), ("ann.birch", "ann.birch"),
            ("bob.birch", "bob.birch") })
            story.Ids[name] = await story.WalletIdAsync(story.Key(wallet));
        return story;
    }

    public Task<CheckBooksResponse> CheckAsync(
        long first = 0, long last = 0, IProgress<CheckBooksStep>? progress = null) =>
        Books.WithDbAsync(async db =>
        {
            await using var snapshot = await db.BeginSnapshotAsync(CancellationToken.None);
            return await new BooksCheck(db, progress).RunAsync(first, last, CancellationToken.None);
        });

    /// <summary>What the story's programme counts.</summary>
    public static readonly Guid Tally = new("0a0b0c0d-0000-8000-8000-000000000001");

    public Task ClockAsync(DateTimeOffset now) => Books.WithDbAsync(db => db.Clock.ExecuteUpdateAsync(
        c => c.SetProperty(x => x.Sandbox, true).SetProperty(x => x.Now, now)));

    public WalletKey Key(string wallet) =>
        wallet.Split('.') is [var member, var coin] ? new(members[member], coin) : new(members[wallet], "aster");

    public Command Of(JournalKind kind, string wallet, long units) => WriterFixture.Command(kind, Key(wallet), units);

    public T Of<T>(string wallet, long units)
        where T : Command => (T)Of(Enum.Parse<JournalKind>(typeof(T).Name), wallet, units);

    public Command Gift(string wallet, long units, string to) =>
        new Command.Gift(WriterFixture.EnvelopeOf($"{wallet} {to} {units}"), Key(wallet), units, Key(to));

    public async Task<CommandOutcome> PostAsync(Command command, string? name = null)
    {
        var posted = await WriterFixture.PostAsync(writer, command);
        if (name is not null)
            Ids[name] = posted.Journal?.Id.Value
                ?? await Books.WithDbAsync(
                    db => db.Outcomes.Where(o => o.RequestId == command.RequestId).Select(o => o.Id).SingleAsync());
        return posted;
    }

    /// <summary>A command about a journal, which is accepted.</summary>
    public async Task<CommandOutcome> AboutAsync(
        JournalKind kind, string about, long units = 0, string? name = null, Func<Command, Command>? more = null)
    {
        var command = await AboutAsync(kind, new JournalId(Ids[about]), units);
        var posted = await PostAsync(more is null ? command : more(command), name);
        Assert.True(posted.Journal is not null, $"{kind} of {about}: {posted.Refusal}");
        return posted;
    }

    /// <summary>A command about a journal, with what is known of that.</summary>
    public async Task<Command> AboutAsync(JournalKind kind, JournalId about, long units)
    {
        var original = await JournalAsync(about);
        var earnings = await Books.WithDbAsync(db => db.Outcomes
            .Where(o => o.Corrects == about.Value && o.Kind == JournalKind.Earn && o.Refused == null).Select(o => o.Id)
            .ToListAsync());
        var envelope = WriterFixture.EnvelopeOf($"{kind} {about} {units}");
        return kind switch
        {
            JournalKind.Capture => new Command.Capture(envelope, original, units),
            JournalKind.Release => new Command.Release(envelope, original, units),
            JournalKind.ExtendHold => new Command.ExtendHold(envelope, original, TimeSpan.Zero),
            JournalKind.Confirm => new Command.Confirm(envelope, original),
            JournalKind.Clawback => new Command.Clawback(envelope, Key("ann"), units) { Earning = original },
            JournalKind.Exchange => new Command.CapturePayment(envelope, PaymentHold.Of(original)!, units),
            JournalKind.Refund => await UndoingAsync(new Command.Refund(envelope, original, units), earnings),
            _ => await UndoingAsync(new Command.Reverse(envelope, original), earnings),
        };
    }

    private async Task<Command> UndoingAsync(Command.Undoing undoing, List<Guid> earnings) => undoing with
    {
        Held = undoing.Original is { Kind: JournalKind.Exchange, Corrects: { } hold }
            ? PaymentHold.Of(await JournalAsync(hold)) : null,
        Earnings = [.. await Task.WhenAll(earnings.Select(id => JournalAsync(new JournalId(id))))],
    };

    public async ValueTask DisposeAsync() => await Books.DisposeAsync();

    public Task<JournalRecord> JournalAsync(JournalId id) =>
        Books.WithDbAsync(async db => (await db.FindJournalAsync(id, CancellationToken.None))!);

    private Task<Guid> WalletIdAsync(WalletKey key) => Books.WithDbAsync(db =>
        db.Wallets.Where(w => w.MemberId == key.MemberId && w.Coin == key.Coin).Select(w => w.Id).SingleAsync());

    /// <summary>Leaves 25 in ann's wallet, after a debt of 15 that was paid.</summary>
    private async Task SpendAndUndoAsync()
    {
        await PostAsync(Of(JournalKind.Earn, "ann", 100).Carrying(
            e => e with { ExternalReference = "till 7, \"no. 12\" \\ date:x" }), "earn");
        await PostAsync(Of(JournalKind.Redeem, "ann", 60), "redeem");
        await AboutAsync(JournalKind.Refund, "redeem", 10, "refund");
        await PostAsync(Of(JournalKind.Adjust, "ann", -5).Carrying(e => e with { ReasonCode = "goodwill" }), "adjust");
        await PostAsync(Of(JournalKind.Earn, "ann", 1), "mistake");
        await AboutAsync(JournalKind.Reverse, "mistake", 0, "reverse");
        await PostAsync(Of(JournalKind.Clawback, "ann", 60), "clawback");
        var refused = await PostAsync(Of(JournalKind.Redeem, "ann", 1), "refused");
        Assert.Equal(ErrorReason.InsufficientCoins, refused.Refusal!.Reason);
        await PostAsync(Of(JournalKind.Earn, "ann", 40), "repayment");
        await PostAsync(Of(JournalKind.Clawback, "bob", 9), "bob's clawback");
        await AboutAsync(JournalKind.Reverse, "bob's clawback");
    }

    /// <summary>Earnings on a purchase, pending ones, and late reports.</summary>
    private async Task EarnAsync()
    {
        await ClockAsync(Start.AddDays(1));
        await PostAsync(Of(JournalKind.Redeem, "ann", 10), "purchase");
        var purchase = await JournalAsync(new JournalId(Ids["purchase"]));
        await PostAsync(Of<Command.Earn>("ann", 4) with { Purchase = purchase }, "bonus");
        await PostAsync(Of<Command.Earn>("ann", 6) with { Purchase = purchase }, "other bonus");
        await AboutAsync(JournalKind.Refund, "purchase", 5, "part of purchase");
        await PostAsync(
            Of<Command.Earn>("ann", 20) with { OnConfirmation = true, Provenance = Provenance.Promotional }, "pending");
        await AboutAsync(JournalKind.Clawback, "pending", 5, "pending's clawback");
        await AboutAsync(JournalKind.Confirm, "pending", 0, "confirm");
        await PostAsync(Of<Command.Earn>("ann", 7) with { OnConfirmation = true }, "waiting");
        var late = Of<Command.Earn>("ann", 30) with { Life = new CoinLife(Start.AddDays(60)) };
        await PostAsync(late.Carrying(e => e with { EffectiveTime = Start.AddDays(-3) }), "late");
    }

    /// <summary>A programme's decision with an earning, and a reward that moves a tally alone.</summary>
    private async Task BundleAsync()
    {
        var envelope = WriterFixture.EnvelopeOf("program");
        TallyStep[] steps = [new(Tally, 5) { AtMost = 10 }, new(Guid.CreateVersion7(), 20_000) { Sets = true }];
        Command[] program =
            [new Command.Bundle(envelope, JournalKind.Program, steps), Of(JournalKind.Earn, "ann.birch", 12)];
        var posted = await writer.SubmitAsync(program, atomic: true, CancellationToken.None);
        (Ids["program"], Ids["bundled"]) =
            (posted[0].RequireJournal().Id.Value, posted[1].RequireJournal().Id.Value);
        Ids["tally"] = Tally;
        var reward = new Command.Bundle(
            WriterFixture.EnvelopeOf("reward"), JournalKind.Reward, [new(Tally, -2) { AtLeast = 0 }]);
        await PostAsync(reward, "reward");
        // Only the programme undoes what it booked.
        var undoing = new Command.Bundle(WriterFixture.EnvelopeOf("undoing"), JournalKind.Program, []);
        var reversal = await AboutAsync(JournalKind.Reverse, new JournalId(Ids["bundled"]), 0);
        var undone = await writer.SubmitAsync([undoing, reversal], atomic: true, CancellationToken.None);
        Assert.All(undone, u => Assert.True(u.Journal is not null, $"{u.Refusal}"));
    }

    private async Task ExpireAsync()
    {
        await PostAsync(Of(JournalKind.Earn, "ann.birch", 50), "expiring");
        await ClockAsync(Start.AddDays(14));
        await PostAsync(Of(JournalKind.Expire, "ann.birch", 0), "expire");
    }

    /// <summary>A payment of 6 aster for 3 birch at birch's till, of which a third is given back.</summary>
    private async Task ExchangeAsync()
    {
        Leg[] legs =
        [
            new(AccountKind.Wallet, "aster", -6, Key("ann")), new(AccountKind.ExchangedOut, "aster", 6),
            new(AccountKind.ExchangedIn, "birch", -3), new(AccountKind.Redeemed, "birch", 3),
            new(AccountKind.Position, "GBP", -700, Party: "aster"),
            new(AccountKind.Position, "GBP", 650, Party: "birch"),
            new(AccountKind.Fees, "GBP", 50),
        ];
        await PostAsync(new Command.Exchange(WriterFixture.EnvelopeOf("exchange"), legs)
        {
            Consumptions = [new Consumption("pay-code/1", new Refusal(ErrorReason.PayCodeUsed, "used"))],
        }, "exchange");
        await AboutAsync(JournalKind.Refund, "exchange", 1, "part of exchange");
    }

    /// <summary>Leaves 4 held by one hold; another one's time has passed.</summary>
    private async Task HoldAsync()
    {
        await PostAsync(Of<Command.Hold>("ann", 3) with { Lifetime = TimeSpan.FromHours(1) }, "short hold");
        await PostAsync(Of<Command.Hold>("ann", 10) with { Lifetime = TimeSpan.FromDays(1) }, "hold");
        await AboutAsync(JournalKind.ExtendHold, "hold", 0, "extension",
            c => (Command.ExtendHold)c with { Lifetime = TimeSpan.FromDays(30) });
        await AboutAsync(JournalKind.Capture, "hold", 4, "capture", c => (Command.Capture)c with { KeepsRest = true });
        await AboutAsync(JournalKind.Release, "hold", 2, "release");
        await ClockAsync(Start.AddDays(15));
        await AboutAsync(JournalKind.Release, "short hold", 0, "empty release");
        await AboutAsync(JournalKind.Refund, "capture", 1, "part of capture");
    }

    private async Task GiveAndCloseAsync()
    {
        await PostAsync(Gift("ann", 5, "bob"), "gift");
        await PostAsync(Of(JournalKind.Freeze, "ann", 0)
            .Carrying(e => e with { ReasonCode = "fraud", Principal = Principal.Parse("admins/chen.wei") }), "freeze");
        await PostAsync(Of(JournalKind.Unfreeze, "ann", 0).Carrying(e => e with { ReasonCode = "fraud" }), "unfreeze");
        await PostAsync(Of(JournalKind.Earn, "bob.birch", 8));
        await PostAsync(Of(JournalKind.Redeem, "bob.birch", 8));
        await PostAsync(
            Of(JournalKind.CloseWallet, "bob.birch", 0).Carrying(e => e with { ReasonCode = "left" }), "closing");
    }

    /// <summary>Ten of twelve coins of cedar are announced.</summary>
    private async Task AnnounceAsync()
    {
        await PostAsync(Of(JournalKind.Earn, "bob.cedar", 12));
        await PostAsync(
            new Command.RecordNotice(
                WriterFixture.EnvelopeOf("notice"), Key("bob.cedar"),
                new Notice([(Midnight(26), 10)], Start.AddDays(15), NoticeEvidence.Accepted)),
            "notice");
    }

    private static DateTimeOffset Midnight(int day) => new(Start.AddDays(day).Date, TimeSpan.Zero);
}
