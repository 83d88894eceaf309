using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;

namespace Federation.Ledger;

/// <summary>Coins end when their member was told of it, where their rule says so.</summary>
internal static partial class Posting
{
    /// <summary>The coins that were announced go to lots with the end that holds from now on. What is held or pending
    /// stays where it is; what came to a lot since the message was written is more than it announced, and stays
    /// too.</summary>
    private static Refusal? RecordNotice(Draft draft, Command.RecordNotice command, WalletRow wallet)
    {
        var notice = command.Notice;
        var policy = draft.State.Policies[wallet.Coin];
        if (notice.Evidence < policy.NoticeEvidence)
            return new Refusal(
                ErrorReason.NoticeTooWeak,
                $"Notices of {ResourceNames.Coin(wallet.Coin)} need the evidence {WordOf(policy.NoticeEvidence)}.")
                .With("required", WordOf(policy.NoticeEvidence));
        foreach (var (end, units) in notice.Announced)
            draft.Announce(wallet, end, units, policy.NoticedUntil(end, notice.Delivered));
        return null;
    }

    private static string WordOf(NoticeEvidence evidence) => evidence switch
    {
        NoticeEvidence.Read => "READ",
        NoticeEvidence.Delivered => "DELIVERED",
        _ => "ACCEPTED",
    };
}
