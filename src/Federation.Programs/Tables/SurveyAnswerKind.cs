namespace Federation.Programs;

/// <summary>What an answer of a survey answers.</summary>
internal enum SurveyAnswerKind
{
    /// <summary>The survey: a member has answered it, whatever was asked.</summary>
    Answered = 0,

    /// <summary>How satisfied the member is, 1 to 5.</summary>
    Satisfaction = 1,

    /// <summary>How likely the member is to recommend the brand, 0 to 10.</summary>
    Recommendation = 2,

    /// <summary>A question with answers to choose from.</summary>
    Chosen = 3,
}
