namespace CensusIncome;

/// <summary>The sample was started with something it can't work with; the message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
