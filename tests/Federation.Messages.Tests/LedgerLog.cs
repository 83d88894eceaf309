using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Messages.Tests;

/// <summary>The ledger's log, as far as the module reads it: one journal a group.</summary>
internal sealed class LedgerLog
{
    private readonly List<Journal> journals = [];

    /// <summary>Alliance time.</summary>
    public DateTimeOffset Now { get; set; } = Given.Noon;

    public void Add(JournalKind kind, params (MemberId Member, string Coin, long Units)[] moves)
    {
        var journal = Journal(kind, Now, [.. moves.Select(m => (m.Member, m.Coin, m.Units, 0L))]);
        journal.GroupNumber = journals.Count + 1;
        journals.Add(journal);
    }

    /// <summary>A redemption of a cup that is held for three days: its bundle, and the coins that it took.</summary>
    public void AddHeld(Guid redemption, MemberId member, long units, RedemptionState state = RedemptionState.Held)
    {
        var bundle = Journal(JournalKind.Reward, Now);
        bundle.Detail = Any.Pack(new RedemptionDetail
        {
            Redemption = new RedemptionId("aster", redemption).ToString(),
            State = state,
            Title = new() { En = "A cup", ZhCn = "一只杯子" },
            Price = new() { Coin = "coins/aster", Units = units },
            Hold = new() { ExpireTime = Now.AddDays(3).ToTimestamp() },
        });
        var payment = Journal(JournalKind.Redeem, Now, (member, "aster", -units, 0L));
        payment.Bundle = bundle.Name;
        foreach (var journal in new[] { bundle, payment })
        {
            journal.GroupNumber = journals.Count + 1;
            journals.Add(journal);
        }
    }

    /// <summary>A journal that says something and moves no coin.</summary>
    public void Add(JournalKind kind, IMessage detail)
    {
        var journal = Journal(kind, Now);
        journal.GroupNumber = journals.Count + 1;
        journal.Detail = Any.Pack(detail);
        journals.Add(journal);
    }

    public ReadLogResponse Read(ReadLogRequest request)
    {
        var found = journals.Skip((int)request.AfterGroupNumber).Take(request.Limit).ToList();
        return new ReadLogResponse
        {
            Journals =
            {
                found.Where(j => request.Kinds.Count == 0 || request.Kinds.Contains(j.Kind))
                    .Select(j => new LoggedJournal { Journal = j.Clone() }),
            },
            LastGroupNumber = request.AfterGroupNumber + found.Count,
            More = request.AfterGroupNumber + found.Count < journals.Count,
        };
    }

    public static Journal Journal(
        JournalKind kind, DateTimeOffset time, params (MemberId Member, string Coin, long Wallet, long Held)[] moves)
    {
        var journal = new Journal
        {
            Name = ResourceNames.Journals + Guid.CreateVersion7().ToString("D"),
            Kind = kind,
            CreateTime = time.ToTimestamp(),
        };
        foreach (var (member, coin, wallet, held) in moves)
        {
            var account = ResourceNames.Wallet(ResourceNames.Members + member.Value.ToString("D"), coin);
            if (wallet != 0)
                journal.Entries.Add(new Entry
                {
                    Account = account,
                    Kind = AccountKind.Wallet,
                    Asset = ResourceNames.Coin(coin),
                    Units = wallet,
                    BalanceAfterUnits = 1000,
                });
            if (held != 0)
                journal.Entries.Add(new Entry
                {
                    Account = account + "/held",
                    Kind = AccountKind.Held,
                    Asset = ResourceNames.Coin(coin),
                    Units = held,
                });
        }
        return journal;
    }
}
