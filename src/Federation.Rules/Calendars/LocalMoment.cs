namespace Federation.Rules;

/// <summary>An instant on the wall clock of a programme.</summary>
/// <param name="Date">The calendar's day, counted from 1970-01-01.</param>
/// <param name="Minute">Minutes after midnight.</param>
/// <param name="Day">The programme's day: before its beginning it is the day before.</param>
public readonly record struct LocalMoment(int Date, int Minute, int Day);
