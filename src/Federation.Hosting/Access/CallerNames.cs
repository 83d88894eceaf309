namespace Federation.Hosting;

/// <summary>How a caller names members: a member that calls for itself is <see cref="ResourceNames.Me"/>
/// there.</summary>
public static class CallerNames
{
    /// <summary>The member as the caller names it.</summary>
    public static string NameFor(this MemberNames names, Caller caller, MemberId member) =>
        caller.Member == member ? ResourceNames.Me : names.NameFor(caller.Viewer, member);

    /// <summary>The member behind a name that the caller gave.</summary>
    public static bool TryRead(this MemberNames names, Caller caller, string name, out MemberId member)
    {
        if (caller.Member is not { } self || name != ResourceNames.Me)
            return names.TryRead(caller.Viewer, name, out member);
        member = self;
        return true;
    }

    /// <summary>Who acted, as the caller may know it: a member under the caller's own name for it, anybody else as in
    /// the books.</summary>
    public static string NameFor(this MemberNames names, Caller caller, Principal principal) =>
        principal.Member is { } member ? names.NameFor(caller, member) : principal.Name;
}
