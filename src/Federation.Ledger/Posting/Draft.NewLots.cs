using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>The lots of coins that a command brings in.</summary>
internal sealed partial class Draft
{
    /// <summary>The lot of an earning's coins.</summary>
    public Lot NewLot(WalletRow wallet, Command.Earn earn)
    {
        if (earn.OnConfirmation)
            return Lot.Awaiting(earn.Provenance);
        var now = TimeOf(wallet);
        var pending = AvailableFrom(wallet, now);
        return NewLot(wallet, earn.Provenance, pending ?? command.EffectiveTime ?? now, pending);
    }

    /// <summary>The lot of coins that are confirmed.</summary>
    public Lot ConfirmedLot(WalletRow wallet, Provenance provenance)
    {
        var now = TimeOf(wallet);
        var pending = AvailableFrom(wallet, now);
        return NewLot(wallet, provenance, pending ?? now, pending);
    }

    /// <summary>The lot of coins that this command brings in, which can be spent at once.</summary>
    public Lot NewLot(WalletRow wallet, Provenance provenance) =>
        NewLot(wallet, provenance, command.EffectiveTime ?? TimeOf(wallet));

    /// <summary>The lot of coins that were earned at time t.</summary>
    public Lot NewLot(WalletRow wallet, Provenance provenance, DateTimeOffset earned, DateTimeOffset? pending = null)
    {
        var policy = state.Policies[wallet.Coin];
        if (command.Life.ExpireTime is null && policy.ExpiresWithActivity)
            return Lot.OfActivity(provenance, pending);
        var end = command.Life.ExpireTime is { } own ? policy.DayStartFrom(own) : policy.ExpiryOf(earned);
        var lot = Lot.Of(end, provenance, pending);
        return policy.NoticeDays > 0 ? lot.ToBeAnnounced() : lot;
    }

    /// <summary>The member did something with this coin: what expires with activity lives on. Pending coins live on
    /// from when they can be spent.</summary>
    public void Touch(WalletRow wallet)
    {
        var policy = state.Policies[wallet.Coin];
        if (!policy.ExpiresWithActivity)
            return;
        var now = TimeOf(wallet);
        var until = policy.ActiveUntil(AvailableFrom(wallet, now) ?? now);
        var change = ChangeOf(wallet);
        if (change.ActiveUntil is null || change.ActiveUntil < until)
            change.ActiveUntil = until;
    }

    /// <summary>From when on coins that this command brings can be spent, where that is later: the start of a day, so
    /// that coins of many times of one day are one lot.</summary>
    private DateTimeOffset? AvailableFrom(WalletRow wallet, DateTimeOffset now) =>
        command.Life.AvailableTime is { } available && available > now
            ? state.Policies[wallet.Coin].DayStartFrom(available) : null;
}
