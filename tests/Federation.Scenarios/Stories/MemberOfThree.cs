namespace Federation.Scenarios;

/// <summary>A member as each brand names it.</summary>
internal sealed record MemberOfThree(string AtAster, string AtBirch, string AtCedar);
