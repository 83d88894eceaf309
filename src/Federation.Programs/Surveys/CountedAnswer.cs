namespace Federation.Programs;

/// <summary>An answer, and how often it was given.</summary>
/// <param name="Kind">What it answers.</param>
/// <param name="Question">The question; empty but for one with answers to choose from.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Count">How many gave it, 1 or more.</param>
internal readonly record struct CountedAnswer(SurveyAnswerKind Kind, string Question, string Answer, long Count);
