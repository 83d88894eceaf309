using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>A page on which a draft is changed. Each change names the revision that the person saw: who comes second is
/// refused, and sees what the other changed.</summary>
public abstract class RuleDraftPage : BrandProgramPage
{
    /// <summary>The draft as it is now.</summary>
    private protected RuleSet? Draft { get; private set; }

    private protected bool IsDraft => Draft?.State is RuleSetState.Draft;

    /// <summary>Whether another person changed the draft since this one saw it.</summary>
    private protected bool IsOvertaken =>
        Refusal is Trouble.Refused { Refusal.Reason: ErrorReason.VersionMismatch };

    private protected string EditPath => RuleSetPath + "/edit";

    private protected RuleSentences Says => new(Draft!.Terms, T, Look, CoinOf);

    protected override async Task LoadAsync() => Draft = await RuleSetAsync();

    /// <summary>Writes the draft anew and goes on to a page.</summary>
    /// <param name="change">Changes the terms; null where there is nothing to change.</param>
    /// <param name="next">The page's local address.</param>
    private protected async Task WriteAsync(Func<RuleSetTerms, RuleSetTerms?> change, string next)
    {
        if (change(Draft!.Terms.Clone()) is not { } terms)
            return;
        await ActAsync(
            id => Alliance.Client.Programs.UpdateRuleSetAsync(
                new UpdateRuleSetRequest
                {
                    RequestId = id,
                    Name = RuleSetName,
                    Revision = DraftForm.RevisionOf(PostedForm.Of(Context)),
                    Terms = terms,
                }, cancellationToken: Alliance.Cancel).ResponseAsync, next);
    }
}
