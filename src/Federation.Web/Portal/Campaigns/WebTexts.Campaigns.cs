namespace Federation.Web;

/// <summary>What the portal's page of campaigns says.</summary>
public sealed partial class WebTexts
{
    public string CampaignsPage => Get();
    public string CampaignsLead => Get();
    public string CampaignsProgram => Get();
    public string CampaignsNone => Get();
    public string CampaignsNoneWhy => Get();
    public string CampaignsRules => Get();
    public string CampaignStateHead => Get();
    public string CampaignHoldout => Get();
    public string CampaignNoHoldout => Get();
    public string CampaignRules => Get();
    public string CampaignRuns => Get();
    public string CampaignUsedUp => Get();
    public string CampaignUpcoming => Get();
    public string CampaignEnded => Get();
    public string CampaignNoBudget => Get();
    public string CampaignLeft(string of, string left, string most) => Fill([of, left, most]);
    public string CampaignLeftSince(string of, string left, string most, string day) => Fill([of, left, most, day]);
    public string CampaignOfCoins => Get();
    public string CampaignOfMoney => Get();
    public string CampaignOfTimes => Get();
    public string CampaignsNote => Get();
}
