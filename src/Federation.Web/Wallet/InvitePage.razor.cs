using Federation.Design;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>Bringing others: the member's codes, who came by them, and somebody else's code.</summary>
public sealed partial class InvitePage : MemberPage
{
    /// <summary>The address.</summary>
    public const string Path = "/invite";

    /// <summary>How many programmes are asked at the same time.</summary>
    private const int AtOnce = 4;

    /// <summary>So many referrals of a programme are shown.</summary>
    private const int MostShown = 50;

    private readonly List<InviteView> shown = [];
    private FieldProblem? problem;
    private Trouble? refusal;
    private string sent = "";
    private string typed = "";
    private string? code;

    protected override async Task LoadAsync()
    {
        foreach (var some in (await MemberPrograms.ListAsync(Alliance)).Chunk(AtOnce))
            shown.AddRange((await Task.WhenAll(some.Select(ViewOfAsync)))
                .Where(v => v.Offer is not null || v.Referrals.Count > 0));
    }

    private static string CodeForm(InviteView one) => "code-of-" + one.Id;

    private static string UseForm(InviteView one) => "use-" + one.Id;

    private static string FieldOf(InviteView one) => "field-" + one.Id;

    /// <summary>Whether a form came: it is answered also where its place is gone meanwhile.</summary>
    private bool IsSent(string form) => PostedForm.Of(Context).Handler == form;

    private async Task<InviteView> ViewOfAsync(Program program)
    {
        var asked = Alliance.Client.Programs.GetProgramAsync(
            new GetProgramRequest { Name = program.Name }, cancellationToken: Alliance.Cancel);
        var listed = await Alliance.Client.Referrals.ListReferralsAsync(
            new ListReferralsRequest { Program = program.Name, Member = ResourceNames.Me, PageSize = MostShown },
            cancellationToken: Alliance.Cancel);
        var given = await Reasons.OfAsync(
            Alliance, listed.Referrals.Select(r => InviteView.RewardOf(r)?.EvaluationName ?? ""));
        return new InviteView(
            program, (await asked).Referrals, listed.Referrals, listed.NextPageToken.Length > 0, given);
    }

    private CoinView CoinOfBrand(InviteView one) =>
        Coins.Values.FirstOrDefault(c => c.Partner == one.Partner) ?? CoinView.Unknown("");

    /// <summary>What the member got by a referral, in the rules' words.</summary>
    private IReadOnlyList<string> GotBy(InviteView one, Referral referral) => Words.Of(
        one.Given.GetValueOrDefault(InviteView.RewardOf(referral)?.EvaluationName ?? ""), coin: null, Look.Language);

    /// <summary>The code is in the answer itself: it is made for whoever asks for it.</summary>
    private async Task MakeAsync(InviteView one)
    {
        sent = one.Id;
        refusal = await DoAsync(async () => code = (await Alliance.Client.Referrals.CreateReferralCodeAsync(
            new CreateReferralCodeRequest
            {
                RequestId = PostedForm.Of(Context).RequestId,
                Program = one.Program.Name,
                Member = ResourceNames.Me,
            }, cancellationToken: Alliance.Cancel)).Code.Code);
    }

    private async Task UseAsync(InviteView one)
    {
        var form = PostedForm.Of(Context);
        (sent, typed) = (one.Id, form["code"].Trim());
        if (typed.Length == 0)
        {
            problem = new FieldProblem(FieldOf(one), T.InviteCodeMissing);
            return;
        }
        refusal = await DoAsync(async () => await Alliance.Client.Referrals.UseReferralCodeAsync(
            new UseReferralCodeRequest
            {
                RequestId = form.RequestId,
                Program = one.Program.Name,
                Member = ResourceNames.Me,
                Code = typed,
            }, cancellationToken: Alliance.Cancel));
        if (refusal is null)
            Navigation.NavigateTo(Path);
    }
}
