using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf;

namespace Federation.Ledger.Tests;

/// <summary>Makes commands of steps, as a service does it of requests: it looks up what they are about in the
/// books.</summary>
internal sealed class StepCommands(MemoryBooks books)
{
    private static readonly ConcurrentDictionary<string, Guid> Ids = new(StringComparer.Ordinal);

    /// <summary>What a service makes of a step: it looks up what the step is about, and refuses what is not
    /// there.</summary>
    public Command Of(Step step, DateTimeOffset now)
    {
        var about = step.About is { } name ? JournalOf(name) : null;
        var envelope = new Envelope
        {
            Principal = Principal.Parse("partners/" + step.By),
            RequestId = IdOf(step.Request),
            Fingerprint = Encoding.UTF8.GetBytes(step.Asked),
            NotAfter = step.NotAfter?.From(now),
            EffectiveTime = step.Effective?.From(now),
            ReasonCode = step.Kind is JournalKind.Adjust or JournalKind.Freeze or JournalKind.CloseWallet ? "story"
            : null,
            Guards = new WalletGuards(step.Min, step.Max, step.Version),
        };
        var available = step.Available?.From(now);
        if (Missing(step, about) is { } reason)
            return new Command.Refused(envelope, step.Kind, new Refusal(reason, $"There is no {step.About}."))
            { Life = new CoinLife(available) };
        if (step.IsHead)
            return new Command.Bundle(envelope, step.Kind, [.. step.Tallies.Select(StepOf)])
            { Consumptions = ConsumesOf(step), Of = KeyOf(step.Wallet).MemberId };
        return WithThen(about is null || step.Kind is JournalKind.Earn or JournalKind.Clawback
            ? OnWallet(envelope, step, about, available, now) : AboutJournal(envelope, step, about));
    }

    /// <summary>What a late report is held against, from the entries of all time.</summary>
    private Command WithThen(Command command)
    {
        if (command.EffectiveTime is not { } happened || !command.MayTakeCoins)
            return command;
        var ids = command.OriginalWalletIds().ToHashSet();
        if (command.NamedWallet is { } key && books.WalletIds.TryGetValue(key, out var id))
            ids.Add(id);
        var journals = books.Groups.SelectMany(g => g.Decisions).Select(d => d.Journal).OfType<JournalRecord>()
            .ToList();
        return command with
        {
            Then = ids.ToDictionary(i => i, i => WalletThen.Of(
                books.Wallet(i).Version, books.Wallet(i).Lots.ToDictionary(l => l.Lot, l => l.Remaining),
                from journal in journals
                where journal.Kind != JournalKind.RecordNotice && (journal.EffectiveTime ?? journal.Time) > happened
                from entry in journal.Entries
                where entry.WalletId == i && entry.Lot is not null
                select (entry.Lot!.Value, entry.Units, journal.EffectiveTime ?? journal.Time))),
        };
    }

    private static Command OnWallet(
        Envelope envelope, Step step, JournalRecord? about, DateTimeOffset? available, DateTimeOffset now)
    {
        var (wallet, units, lifetime) = (KeyOf(step.Wallet), step.Units, step.For ?? TimeSpan.FromDays(7));
        var provenance = step.Provenance ?? Provenance.Earned;
        return step.Kind switch
        {
            JournalKind.Earn => new Command.Earn(envelope, wallet, units)
            {
                Provenance = provenance,
                Life = new CoinLife(available),
                OnConfirmation = step.Pending,
                Purchase = about
            },
            JournalKind.Redeem => new Command.Redeem(envelope, wallet, units) { Provenances = step.Only },
            JournalKind.Clawback => new Command.Clawback(envelope, wallet, units) { Earning = about },
            JournalKind.Adjust => new Command.Adjust(envelope, wallet, units) { Provenance = provenance },
            JournalKind.Gift => new Command.Gift(envelope, wallet, units, KeyOf(step.To!)) { Provenances = step.Only },
            JournalKind.Hold when step.Pays => new Command.HoldPayment(
                envelope with { Detail = DetailOf(step) }, DebitsOf(step), lifetime)
            { Consumptions = ConsumesOf(step), Planned = step.Planned },
            JournalKind.Hold => new Command.Hold(envelope, wallet, units, lifetime) { Provenances = step.Only },
            JournalKind.RecordNotice => new Command.RecordNotice(envelope, wallet, new Notice(
                [(step.Ends!.Value.From(now), units)], step.Told?.From(now) ?? now, NoticeEvidence.Accepted)),
            JournalKind.Freeze => new Command.Freeze(envelope, wallet),
            JournalKind.Unfreeze => new Command.Unfreeze(envelope, wallet),
            JournalKind.CloseWallet => new Command.CloseWallet(envelope, wallet),
            JournalKind.Expire => new Command.Expire(envelope, wallet),
            JournalKind.Exchange => new Command.Exchange(
                envelope with { Detail = step.Cap > 0 ? DetailOf(step) : null }, LegsOf(step))
            { Consumptions = ConsumesOf(step), Planned = step.Planned },
            // What nobody can send: deciding it is a fault.
            var other => new Command.ByLedger(envelope, other),
        };
    }

    private Command AboutJournal(Envelope envelope, Step step, JournalRecord about)
    {
        var held = about is { Kind: JournalKind.Exchange, Corrects: { } hold }
            ? PaymentHold.Of(books.Find(hold)?.Journal) : null;
        List<JournalRecord> earnings = [.. books.About(about.Id, JournalKind.Earn)];
        return step.Kind switch
        {
            JournalKind.Exchange => new Command.CapturePayment(envelope, PaymentHold.Of(about)!, step.Units)
            {
                KeepsRest = step.Keep,
                CapturedBefore = step.Before ?? books.UndoneOf(about.Id).Units,
                RefundedBefore = step.Back ?? books.UndoneOf(about.Id).Refunded,
            },
            JournalKind.Capture => new Command.Capture(envelope, about, step.Units) { KeepsRest = step.Keep },
            JournalKind.Release => new Command.Release(envelope, about, step.Units),
            JournalKind.ExtendHold => new Command.ExtendHold(envelope, about, step.For ?? TimeSpan.FromDays(7)),
            JournalKind.Confirm => new Command.Confirm(envelope, about),
            JournalKind.Refund => new Command.Refund(envelope, about, step.Units) { Held = held, Earnings = earnings },
            JournalKind.Reverse => new Command.Reverse(envelope, about) { Held = held, Earnings = earnings },
            _ => throw new InvalidOperationException($"{step} is about no journal."),
        };
    }

    private ErrorReason? Missing(Step step, JournalRecord? about) => step.Kind switch
    {
        JournalKind.Capture or JournalKind.ExtendHold =>
            about is { Kind: JournalKind.Hold, Detail: null } ? null : ErrorReason.HoldNotFound,
        // The exchange releases all of its own, for the partner that it set it aside for.
        JournalKind.Release =>
            about?.Kind == JournalKind.Hold && (about.Detail is null || (step.Units == 0 && IsBy(step, about)))
            ? null : ErrorReason.HoldNotFound,
        JournalKind.Exchange when step.About is not null =>
            about is { Kind: JournalKind.Hold, Detail: not null } && IsBy(step, about) ? null
            : ErrorReason.HoldNotFound,
        JournalKind.Refund or JournalKind.Reverse or JournalKind.Confirm =>
            about is null ? ErrorReason.JournalNotFound : null,
        JournalKind.Clawback when step.About is not null =>
            about?.Kind == JournalKind.Earn && IsOn(about, step.Wallet) ? null : ErrorReason.JournalNotFound,
        JournalKind.Earn when step.About is not null =>
            about?.Kind is JournalKind.Redeem or JournalKind.Capture or JournalKind.Exchange ? null
            : ErrorReason.JournalNotFound,
        _ => null,
    };

    private bool IsOn(JournalRecord journal, string wallet) =>
        books.WalletIds.ContainsKey(KeyOf(wallet))
        && journal.Entries.Any(e => e.WalletId == books.WalletIds[KeyOf(wallet)]);

    private static bool IsBy(Step step, JournalRecord about) =>
        about.Principal == Principal.Parse("partners/" + step.By);

    /// <summary>A move of a tally as the programme decides it now.</summary>
    private TallyStep StepOf(TallyMove move) => new(IdOf(move.Tally), move.Units)
    {
        Sets = move.Sets,
        AtMost = move.AtMost ?? Units.MaxTotal,
        AtLeast = move.AtLeast ?? -Units.MaxTotal,
        Expected = move.Expected ?? (move.Reads ? books.Tally(IdOf(move.Tally)) : null),
    };

    private static List<Leg> DebitsOf(Step step) => [.. step.Debits.Select(d => new Leg(
        AccountKind.Wallet, ExchangeLegs.Coin(d.Wallet), -d.Units, KeyOf(d.Wallet), DailyCap: d.Wallet == step.Wallet
        ? step.Cap : 0))];

    private static byte[] DetailOf(Step step) =>
        PaymentLeg.DetailOf(PaymentLeg.Of(step), step.Cap > 0 ? step.Wallet : null).ToByteArray();

    private static List<Leg> LegsOf(Step step)
    {
        var legs = DebitsOf(step);
        foreach (var (account, holder, units) in ExchangeLegs.Of(step).Where(l => l.Units != 0))
            legs.Add(account.IsMoney()
                ? new Leg(account, "GBP", units, Party: account == AccountKind.Position ? holder : null)
                : new Leg(account, holder, units));
        if (step.To is { } to)
            legs.Add(new Leg(AccountKind.Wallet, ExchangeLegs.Coin(to), step.Made, KeyOf(to)));
        return legs;
    }

    private static List<Consumption> ConsumesOf(Step step) =>
        step.Uses is { } code ? [new Consumption(code, new Refusal(ErrorReason.PayCodeUsed, "used"))] : [];

    /// <summary>What a command that was decided came to, by the books.</summary>
    public CommandOutcome OutcomeOf(Step step) =>
        (books.Find(Principal.Parse("partners/" + step.By), IdOf(step.Request))
            ?? throw new InvalidOperationException($"{step} is not in the books.")).ToOutcome(replayed: true);

    /// <summary>A journal that stands in the books, by its name in the story.</summary>
    public JournalRecord? JournalOf(string name) => (name.Split(':') is [var by, var request]
        ? books.Find(Principal.Parse("partners/" + by), IdOf(request))
        : books.Find(Principal.Parse("partners/aster"), IdOf(name)))?.Journal;

    public static WalletKey KeyOf(string wallet) =>
        wallet.Split('.') is [var member, var coin] ? new WalletKey(IdOf(member), coin)
        : new WalletKey(IdOf(wallet), "aster");

    /// <summary>The id that a name stands for, of a request, a member or a tally.</summary>
    public static Guid IdOf(string name) =>
        Ids.GetOrAdd(name, n => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(n)).AsSpan(0, 16)));
}
