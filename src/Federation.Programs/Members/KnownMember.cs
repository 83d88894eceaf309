using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Federation.Programs;

/// <summary>Rows of a member as facts. Pure.</summary>
internal static class KnownMember
{
    /// <summary>What a rule set asks for, with all grants of levels that it has, whatever their days.</summary>
    /// <param name="needs">What the rule set asks for.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="rows">What is written down of it.</param>
    /// <param name="joined">When it joined.</param>
    public static MemberFacts Of(MemberNeeds needs, string member, MemberRows rows, DateTimeOffset? joined)
    {
        var facts = new MemberFacts { Id = MemberChecks.IdOf(member), JoinTime = joined?.ToTimestamp() };
        if (rows.Profile is { } profile)
            AddProfile(facts, needs, profile);
        facts.Segments.AddRange(rows.Segments.Select(s => ResourceNames.Segments + s).Where(needs.Segments.Contains)
            .Order(StringComparer.Ordinal));
        facts.TierGrants.AddRange(rows.Grants.Where(g => needs.Levels.Contains((g.Scheme, g.Level)))
            .OrderBy(g => g.FromDay).ThenBy(g => g.CreateTime).ThenBy(g => g.Id).Select(GrantOf));
        return facts;
    }

    public static TierGrant GrantOf(TierGrantRow row) => new()
    {
        Scheme = row.Scheme,
        Level = row.Level,
        FromDate = Days.ToDate(row.FromDay),
        ToDate = Days.ToDate(row.ToDay),
    };

    public static Date? BirthdayOf(ProfileRow profile) => profile.BirthMonth == 0
        ? null
        : new Date { Month = profile.BirthMonth, Day = profile.BirthDay };

    /// <summary>Leaves the grants that count on a day or the next one: an order may be decided after
    /// midnight.</summary>
    public static void KeepGrantsOf(this MemberFacts facts, int day)
    {
        var counting = facts.TierGrants.Where(g => Days.Of(g.FromDate) <= day + 1 && Days.Of(g.ToDate) > day)
            .Distinct().ToList();
        facts.TierGrants.Clear();
        facts.TierGrants.AddRange(counting);
    }

    private static void AddProfile(MemberFacts facts, MemberNeeds needs, ProfileRow profile)
    {
        if (needs.Attributes.Count > 0)
            facts.Attributes.AddRange(MemberProfile.Parser.ParseFrom(profile.Attributes).Attributes
                .Where(a => needs.Attributes.Contains(a.Name)).OrderBy(a => a.Name, StringComparer.Ordinal));
        if (!needs.Birthday)
            return;
        facts.Birthday = BirthdayOf(profile);
        facts.BirthdaySetTime = profile.BirthdaySetTime?.ToTimestamp();
    }
}
