namespace Federation.Web;

/// <summary>What the portal's pages of messages say.</summary>
public sealed partial class WebTexts
{
    public string DeliveriesPage => Get();
    public string DeliveriesLead => Get();
    public string DeliveriesNone => Get();
    public string DeliveriesNoneWhy => Get();
    public string DeliveriesOfOne => Get();
    public string DeliveriesOfAll => Get();
    public string DeliveryPage => Get();
    public string DeliveryKind => Get();
    public string DeliveryAnyKind => Get();
    public string DeliveryChannel => Get();
    public string DeliveryAnyChannel => Get();
    public string DeliveryState => Get();
    public string DeliveryAnyState => Get();
    public string DeliverySubject => Get();
    public string DeliveryMade => Get();
    public string DeliveryAttempts => Get();
    public string DeliveryWaiting => Get();
    public string DeliveryDigested => Get();
    public string DeliverySent => Get();
    public string DeliveryFailed => Get();
    public string DeliveryAccepted => Get();
    public string DeliveryDelivered => Get();
    public string DeliveryRead => Get();
    public string DeliveryGivenUp => Get();
    public string DeliveryEvidence => Get();
    public string DeliveryNoEvidence => Get();
    public string DeliveryDigestWhy => Get();
    public string DeliveryTried(long count, string number) => Count(count, [number]);
    public string DeliveryNext(string text) => Fill([text]);
    public string DeliveryLastProblem => Get();
    public string DeliveryInDigest => Get();
    public string DeliveryKey => Get();
    public string TemplatesOfMessages => Get();
    public string MessageTemplatesLead => Get();
    public string MessageTemplateOfAlliance => Get();
    public string MessageTemplateOfBrand => Get();
    public string MessageTemplateNone => Get();
    public string MessageTemplateNoneWhy => Get();
    public string MessageTemplateText => Get();
    public string MessageTemplatePublish => Get();
    public string MessageTemplateAtOnce => Get();
    public string MessageTemplatePublished => Get();
    public string MessageTemplateSample => Get();
    public string MessageTemplateWithdraw => Get();
    public string MessageTemplateWithdrawWhy => Get();
    public string MessageTemplateFields => Get();
    public string MessageTemplateFieldsWhy => Get();
    public string MessageTemplateList => Get();
    public string InEnglish => Get();
    public string InChinese => Get();
    public string DeliveriesOfMember => Get();
}
