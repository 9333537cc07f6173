# limit: maxEvaluationSteps
locals {
  r = range(1000)
}
output "x" {
  value = length([for a in local.r : length([for b in local.r : length([for c in local.r : a + b + c])])])
}
