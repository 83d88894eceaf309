namespace Federation.Web;

/// <summary>What the wallet's page of check-ins says.</summary>
public sealed partial class WebTexts
{
    public string CheckInTitle => Get();
    public string CheckInNone => Get();
    public string CheckInNoneWhy => Get();
    public string CheckInAct => Get();
    public string CheckInDone => Get();
    public string CheckInRun(long count, string number) => Count(count, [number]);
    public string CheckInNoRun => Get();
    public string CheckInDay(string text) => Fill([text]);
    public string CheckInDayDone => Get();
    public string CheckInToday => Get();
    public string CheckInGift => Get();
    public string CheckInNothing => Get();
    public string CheckInRepairing => Get();
    public string CheckInRepairLeft => Get();
    public string CheckInByBrand => Get();
    public string CheckInWhatDaysGive => Get();
    public string CheckInNotPromised => Get();
}
