using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>Journals and wallets as callers see them: with resource names in the place of ids.</summary>
internal static class JournalNames
{
    /// <summary>A member's name between modules.</summary>
    public static string InternalName(Guid member) => $"{ResourceNames.Members}{member:D}";

    /// <summary>The ids of the coins that the journal moved.</summary>
    public static IEnumerable<string> Coins(this JournalRecord journal) =>
        journal.Entries.Where(e => !e.Kind.IsMoney()).Select(e => e.Asset).Distinct();

    /// <summary>Who sent a command: a member under the caller's name for it, for its own is the modules'
    /// alone.</summary>
    public static string PrincipalName(Principal principal, Func<Guid, string> memberName) =>
        principal.Member is { } member ? memberName(member.Value) : principal.Name;

    /// <param name="record">The journal.</param>
    /// <param name="memberName">The caller's name of a member.</param>
    public static Journal ToJournal(this JournalRecord record, Func<Guid, string> memberName)
    {
        var journal = new Journal
        {
            Name = record.Id.Name,
            Kind = record.Kind,
            Principal = PrincipalName(record.Principal, memberName),
            RequestId = record.RequestId.ToString("D"),
            CreateTime = record.Time.ToTimestamp(),
            Corrects = record.Corrects?.Name ?? "",
            ExternalReference = record.ExternalReference ?? "",
            GroupNumber = record.GroupNumber,
            Detail = record.Detail is { } detail ? Any.Parser.ParseFrom(detail) : null,
            ReasonCode = record.ReasonCode ?? "",
            Merchant = record.Merchant ?? "",
            EffectiveTime = record.EffectiveTime?.ToTimestamp(),
            HoldExpireTime = record.Until?.ToTimestamp(),
            Bundle = record.Bundle?.Name ?? "",
        };
        // Most journals name one member twice or more, and each name is a step of cryptography.
        (Guid Id, string Name)? last = null;
        foreach (var entry in record.Entries)
        {
            if (entry.MemberId is { } member && last?.Id != member)
                last = (member, memberName(member));
            journal.Entries.Add(entry.ToEntry(last?.Name));
        }
        return journal;
    }

    public static Entry ToEntry(this EntryRecord record, string? member)
    {
        var entry = new Entry
        {
            Account = AccountOf(record.Kind, record.Asset, record.Party, member),
            Kind = record.Kind,
            Asset = record.Kind.IsMoney() ? record.Asset : ResourceNames.Coin(record.Asset),
            Units = record.Units,
            Lot = record.Lot?.ToTerms(),
        };
        if (record.BalanceAfter is { } balance)
            entry.BalanceAfterUnits = balance;
        if (record.Version is { } version)
            entry.Version = version;
        return entry;
    }

    public static string AccountOf(AccountKind kind, string asset, string? party, string? member) => kind switch
    {
        AccountKind.Wallet => ResourceNames.Wallet(member ?? "", asset),
        AccountKind.Held => $"{ResourceNames.Wallet(member ?? "", asset)}/held",
        AccountKind.Receivable => $"{member}/receivables/{asset}",
        AccountKind.Issued => $"{ResourceNames.Coin(asset)}/accounts/issued",
        AccountKind.Redeemed => $"{ResourceNames.Coin(asset)}/accounts/redeemed",
        AccountKind.ClawedBack => $"{ResourceNames.Coin(asset)}/accounts/clawed-back",
        AccountKind.Adjusted => $"{ResourceNames.Coin(asset)}/accounts/adjusted",
        AccountKind.ExchangedOut => $"{ResourceNames.Coin(asset)}/accounts/exchanged-out",
        AccountKind.ExchangedIn => $"{ResourceNames.Coin(asset)}/accounts/exchanged-in",
        AccountKind.Expired => $"{ResourceNames.Coin(asset)}/accounts/expired",
        AccountKind.Position => $"{ResourceNames.Partners}{party}/position",
        AccountKind.Fees => "alliance/fees",
        AccountKind.Rounding => "alliance/rounding",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of account."),
    };
}
