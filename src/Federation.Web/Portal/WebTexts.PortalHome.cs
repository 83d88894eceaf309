namespace Federation.Web;

/// <summary>What the portal's first pages say.</summary>
public sealed partial class WebTexts
{
    // The checklist of a new brand.
    public string StartPage => Get();
    public string StartLead => Get();
    public string StartDone(string done, string count) => Fill([done, count]);
    public string StepCredential => Get();
    public string StepCredentialWhat => Get();
    public string StepCoin => Get();
    public string StepCoinWhat => Get();
    public string StepShop => Get();
    public string StepShopWhat => Get();
    public string StepMember => Get();
    public string StepMemberWhat => Get();
    public string StepIssued => Get();
    public string StepIssuedWhat => Get();
    public string StepRules => Get();
    public string StepRulesWhat => Get();
    public string StepRate => Get();
    public string StepRateWhat => Get();

    // The home page.
    public string YourPosition => Get();
    public string OthersOweYou => Get();
    public string YouOweOthers => Get();
    public string NobodyOwes => Get();
    public string CoinsInWallets => Get();
    public string HeldOfThem(string coins) => Fill([coins]);
    public string CoinsEarned => Get();
    public string ExpiredOfThem(string coins) => Fill([coins]);
    public string SpentWithOthers => Get();
    public string CameFromOthers(string coins) => Fill([coins]);
}
