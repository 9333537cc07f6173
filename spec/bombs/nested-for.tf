# limit: maxEvaluationSteps
locals {
  r = range(1000)
}
output "x" {
  value = [for a in local.r : [for b in local.r : [for c in local.r : a * b * c]]]
}
