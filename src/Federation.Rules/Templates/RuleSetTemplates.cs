namespace Federation.Rules;

/// <summary>The templates that there are: rule sets as well-known programmes have them.</summary>
public static class RuleSetTemplates
{
    /// <summary>By id.</summary>
    public static IReadOnlyList<Template> All { get; } =
    [
        AmazonPrime.Template, AntForest.Template, AppleCare.Template, CouponTypes.Template, FourTiers.Template,
        Jd.Template, McDonalds.Template, MemberCoins.Template, OneForOne.Template, PointsMall.Template,
        Starbucks.Template, StoredValue.Template, Xiaomi.Template,
    ];

    /// <summary>The template of an id; null if there is none.</summary>
    public static Template? Find(string id) => All.FirstOrDefault(t => t.Id == id);
}
